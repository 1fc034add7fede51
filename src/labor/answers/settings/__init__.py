"""Where do people of a role work, and what does each setting pay?"""
