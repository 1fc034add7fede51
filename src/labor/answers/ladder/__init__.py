"""Which moves lead to better pay?"""
