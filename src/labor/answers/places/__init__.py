"""What does a role earn from place to place?"""
