"""The only room that knows Peewee."""
