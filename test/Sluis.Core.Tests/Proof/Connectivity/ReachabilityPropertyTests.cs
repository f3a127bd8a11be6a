using FsCheck.Xunit;
using Sluis.Core.Proof.Connectivity;
using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Tests.Proof.Connectivity;

/// <summary>The evaluator with its indexes and bits says what the plain reading says.</summary>
public class ReachabilityPropertyTests
{
    [Property(MaxTest = 300)]
    public void Every_connection_is_judged_as_the_documentation_reads(int seed)
    {
        var random = new RandomWorld(seed);
        var yaml = random.ToYaml();
        var environment = new RenderedEnvironment("any", World.Objects(yaml));
        var policies = PolicyReader.Read(environment, []);
        var world = ClusterWorld.Of(environment, policies, null, static _ => "");
        var reach = new Reachability(world, policies);
        // Which private address a node has is not in the files; any that a block holds will do.
        foreach (var to in random.Pods)
        {
            var rows = reach.Into(Group(to), []);
            foreach (var from in random.Pods)
                foreach (var protocol in RandomWorld.Protocols)
                    foreach (var port in RandomWorld.Ports)
                    {
                        var expected = Plain(from, to).Any(p => p.Allows(from, to, protocol, port));
                        var transport = Enum.Parse<Transport>(protocol, ignoreCase: true);
                        Assert.True(expected == reach.Allows(Group(from), Group(to), transport, port), $"{from.Name} to {to.Name} {port}/{protocol} should be {expected}\n{yaml}");
                        var row = rows.Find(r => r.Protocol == transport && r.First <= port && port <= r.Last);
                        Assert.True(expected == (row is not null && GroupSet.Members(row.Sources).Contains(Group(from))), $"row {from.Name} to {to.Name} {port}/{protocol} should be {expected}\n{yaml}");
                    }
        }
        var one = new PlainReading(random.Namespaces, random.Policies, "10.1.2.3");
        foreach (var pod in random.Pods)
            foreach (var address in RandomWorld.Addresses)
                foreach (var protocol in RandomWorld.Protocols)
                    foreach (var port in RandomWorld.Ports)
                    {
                        var transport = Enum.Parse<Transport>(protocol, ignoreCase: true);
                        Assert.True(one.ReachesAddress(pod, address, protocol, port) == reach.Addresses(Group(pod), Direction.Egress, transport, port).Contains(address), $"{pod.Name} to {address} {port}/{protocol}\n{yaml}");
                        Assert.True(one.ReachedFromAddress(pod, address, protocol, port) == reach.Addresses(Group(pod), Direction.Ingress, transport, port).Contains(address), $"{address} to {pod.Name} {port}/{protocol}\n{yaml}");
                    }

        int Group(PlainPod pod) => world.GroupOf(environment.Find("Pod", pod.Namespace, pod.Name) ?? throw new InvalidOperationException()) ?? throw new InvalidOperationException();

        IEnumerable<PlainReading> Plain(PlainPod from, PlainPod to) =>
            from.HostNetwork || to.HostNetwork
                ? new[] { "10.1.2.3", "10.9.9.9", "10.1.9.9", "172.16.0.1", "fd00::1" }.Select(a => new PlainReading(random.Namespaces, random.Policies, a))
                : [new PlainReading(random.Namespaces, random.Policies, "10.9.9.9")];
    }
}
