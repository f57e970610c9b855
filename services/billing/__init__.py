"""Billing owns tariffs, service records of the office's staff, credit, invoices, cost statements and the HRM2 chart.

Hears: phases done, presence months locked, ticks. Tells: invoice issued, invoice credited, credit nearly used.
It keeps no names and may not import another service.
"""
