"""Runs LocalStack on the addresses of GATEWAY_LISTEN.

Its own server takes only the port from there and listens on every address of the machine, so
that a second region could not have the same port.

Templates are kept once they are made: moto makes one for each health check it lists, anew for
each reply, which was four fifths of what LocalStack did in an idle region.

Policies of buckets are obeyed, as far as `bucket_policy` knows them.
"""

from functools import lru_cache

from jinja2 import Template
from localstack import config
from twisted.internet import endpoints

Template.__new__ = staticmethod(lru_cache(maxsize=None)(Template.__new__))

hosts = {listen.port: listen.host for listen in config.GATEWAY_LISTEN}


class BoundEndpoint(endpoints.TCP4ServerEndpoint):
    def __init__(self, reactor, port):
        super().__init__(reactor, port, interface=hosts[port])


endpoints.TCP4ServerEndpoint = BoundEndpoint

from localstack.runtime.main import main  # noqa: E402  it must see the class above

import bucket_policy  # noqa: E402

bucket_policy.obey()

main()
