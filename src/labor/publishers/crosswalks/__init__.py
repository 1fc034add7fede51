"""Crosswalks from lists that are not the SOC: ISCO-08, Census 2018 and CIP 2020."""
