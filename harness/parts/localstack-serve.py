"""Runs LocalStack on the addresses of GATEWAY_LISTEN.

Its own server takes only the port from there and listens on every address of the machine, so
that a second region could not have the same port.
"""

from localstack import config
from twisted.internet import endpoints

hosts = {listen.port: listen.host for listen in config.GATEWAY_LISTEN}


class BoundEndpoint(endpoints.TCP4ServerEndpoint):
    def __init__(self, reactor, port):
        super().__init__(reactor, port, interface=hosts[port])


endpoints.TCP4ServerEndpoint = BoundEndpoint

from localstack.runtime.main import main  # noqa: E402  it must see the class above

main()
