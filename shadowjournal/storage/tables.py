"""The tables of a journal file. They hold sealed bytes, random names and numbers; nothing else.

The models are bound to no database: every query is executed on the one it is meant for, so that two
files can be open at once.
"""

from __future__ import annotations

from peewee import AutoField, BlobField, CharField, IntegerField, Model


class Header(Model):
    """One row: the vault, in clear; it holds only wrapped keys."""

    id = AutoField()
    vault = BlobField()


class Revision(Model):
    """One sealed revision of an entry; the one with the highest number is the entry."""

    seq = AutoField()
    entry = CharField(max_length=32)
    revision = IntegerField()
    sealed = BlobField()

    class Meta:
        indexes = ((("entry", "revision"), True),)


class Attachment(Model):
    """One sealed picture under a keyed name."""

    id = AutoField()
    name = CharField(max_length=32, unique=True)
    sealed = BlobField()


class Record(Model):
    """One sealed value of which a journal has one: its manifest, its owner's preferences."""

    id = AutoField()
    name = CharField(max_length=32, unique=True)
    sealed = BlobField()


FIRST_TABLES = (Header, Revision, Attachment)
