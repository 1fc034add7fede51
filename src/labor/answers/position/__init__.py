"""Where does a wage stand among those of an occupation?"""
