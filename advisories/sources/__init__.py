"""Sources that are asked over the network: GitHub's advisories and OSV.dev's archives."""
