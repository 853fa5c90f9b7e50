"""Evidence that the service holds: long versions run with THOROUGH=1."""
