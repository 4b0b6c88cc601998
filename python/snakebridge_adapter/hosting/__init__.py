"""Hosts of sessions that have no process of their own: a thread each, frames in and packets out."""
