"""How does a role compare with others, and which are similar?"""
