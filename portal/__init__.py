"""What people see: pages, forms and files over HTTP, and the accounts they sign in with.

Of a service it knows only the queries and the published language; it decides nothing about social work and opens no
transaction. The only package that may import Flask.
"""
