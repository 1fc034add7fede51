"""What is the work, and what does it need?"""
