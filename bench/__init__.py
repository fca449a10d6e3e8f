"""How quick planbot is, told as ratios against something bare in the same run wherever there is such a thing."""
