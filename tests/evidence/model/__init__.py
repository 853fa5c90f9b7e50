"""What the service should answer, worked out from the design alone: nothing of the product is imported here."""
