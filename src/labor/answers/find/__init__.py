"""Which occupation is behind a job title?"""
