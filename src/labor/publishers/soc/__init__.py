"""Occupational classifications: structures and crosswalks to registers of codes and steps."""
