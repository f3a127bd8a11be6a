using k8s.Models;

namespace Sluis.Core.Tests.Emit.Network;

/// <summary>Ends of a connection that no selector can mean.</summary>
public class UnusualPeerTests
{
    [Fact]
    public void A_machine_beside_the_host_is_reached_by_its_address()
    {
        var policy = Emitted.From("""
            services:
              web:
                image: shop/web:1
                environment: {UPSTREAM: "http://10.20.30.40:9000", PUBLIC: "http://8.8.4.4:80"}
            """).One<V1NetworkPolicy>("web");
        var rule = policy.Spec.Egress.Single(static r => r.To.Any(static p => p.IpBlock?.Cidr == "10.20.30.40/32"));
        Assert.Equal("9000", Assert.Single(rule.Ports).Port.Value);
        Assert.DoesNotContain(policy.Spec.Egress, static r => r.To.Any(static p => p.IpBlock?.Cidr == "8.8.4.4/32"));
    }

    [Fact]
    public void A_service_on_the_hosts_network_is_reached_by_the_addresses_of_nodes()
    {
        var policy = Emitted.From("""
            services:
              web:
                image: shop/web:1
                depends_on: {agent: {condition: service_healthy}}
              agent:
                image: shop/agent:1
                network_mode: host
                expose: ["9100"]
                healthcheck: {test: ["CMD", "true"]}
            """).One<V1NetworkPolicy>("web");
        var rule = Assert.Single(policy.Spec.Egress, static r => r.Ports is { Count: 1 } ports && ports[0].Port.Value == "9100");
        Assert.Equal(["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"], rule.To.Select(static p => p.IpBlock?.Cidr ?? ""));
    }
}
