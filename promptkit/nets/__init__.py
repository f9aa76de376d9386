"""The only places that hold networks. Torch is imported when a network is built, never before."""
