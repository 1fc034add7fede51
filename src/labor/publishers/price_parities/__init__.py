"""Regional price parities: what places cost beside the nation."""
