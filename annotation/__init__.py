"""The project: wires advisories and coding together and holds no rule of the method."""

__version__ = "0.1.0"
