// k6 as it is, but for one thing: BLACKSTART_RESOLVER names the resolver that it asks, as
// HOST:PORT over UDP. k6 has no option for that, and Go's own resolver asks those of
// /etc/resolv.conf alone, always at port 53.
package main

import (
	"context"
	"net"
	"os"

	"go.k6.io/k6/cmd"
)

func main() {
	if resolver := os.Getenv("BLACKSTART_RESOLVER"); resolver != "" {
		net.DefaultResolver = &net.Resolver{
			PreferGo: true,
			Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
				var dialer net.Dialer
				return dialer.DialContext(ctx, network, resolver)
			},
		}
	}
	cmd.Execute()
}
