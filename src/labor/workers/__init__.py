"""Plain functions on the workers of a Dask cluster; the only room with `distributed`."""
