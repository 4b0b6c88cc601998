"""Sessions on a Dask cluster: the gateway on the user's side, and the actor that hosts a session over there.

The only folder that knows Dask, which is the user's. It is imported where a person asked for that engine.
"""
