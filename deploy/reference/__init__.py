"""The reference data of the source documents: services, communes, partners and measures, as CSV, and their loader."""
