using Sluis.Core.Proof.Connectivity;
using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Tests.Proof.Connectivity;

/// <summary>
/// The pages' own examples and sentences, worked out by hand.
/// https://kubernetes.io/docs/concepts/services-networking/network-policies/ and https://docs.cilium.io/en/stable/security/policy/language/
/// </summary>
public class DocumentationCasesTests
{
    private const string Cast = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: default}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: myproject, labels: {project: myproject}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db, namespace: default, labels: {role: db}}
        spec: {containers: [{name: c, ports: [{name: sql, containerPort: 6379}, {name: metrics, containerPort: 9121}]}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: frontend, namespace: default, labels: {role: frontend}}
        spec: {containers: [{name: c, ports: [{name: sql, containerPort: 7000}]}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: other, namespace: default, labels: {role: other, tier: back}}
        spec: {containers: [{name: c}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: client, namespace: myproject, labels: {role: client}}
        spec: {containers: [{name: c}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: agent, namespace: myproject, labels: {role: agent}}
        spec: {hostNetwork: true, containers: [{name: c}]}

        """;

    private static string Policy(string spec, string ns = "default", string name = "p") =>
        $"---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: {name}, namespace: {ns}}}\nspec: {{{spec}}}\n";

    private static string Cilium(string spec) =>
        $"---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {{name: p, namespace: default}}\nspec: {{{spec}}}\n";

    private const string Role = "podSelector: {matchLabels: {role: db}}";

    public static TheoryData<string, string, string, string> Cases() => new()
    {
        // What is not selected is open, both ways.
        { "no policy", "", "client>db:6379", "" },
        { "a policy in another namespace selects nothing here", Policy("podSelector: {}", "myproject"), "client>db:6379 other>db:1", "db>client:1" },
        // Defaults of policyTypes.
        { "types default to Ingress", Policy(Role), "db>other:80", "other>db:6379" },
        { "types default to Egress too with egress rules", Policy(Role + ", egress: [{to: [{podSelector: {}}]}]"), "db>other:80", "other>db:6379 db>client:80" },
        { "an empty egress list does not restrict egress by default", Policy(Role + ", egress: []"), "db>client:80", "other>db:6379" },
        { "stated Egress leaves ingress open", Policy(Role + ", policyTypes: [Egress]"), "other>db:6379", "db>other:80" },
        { "rules of a direction that is not stated are of no effect", Policy(Role + ", policyTypes: [Egress], ingress: [{from: [{podSelector: {matchLabels: {role: frontend}}}]}]"), "other>db:6379", "db>other:80" },
        // The five defaults of the page.
        { "default deny all ingress", Policy("podSelector: {}, policyTypes: [Ingress]"), "db>client:80", "client>db:6379 frontend>db:6379" },
        { "allow all ingress", Policy("podSelector: {}, policyTypes: [Ingress]") + Policy("podSelector: {}, ingress: [{}], policyTypes: [Ingress]", name: "q"), "client>db:6379 agent>db:1", "" },
        { "default deny all egress", Policy("podSelector: {}, policyTypes: [Egress]"), "client>db:6379", "db>client:80 db>frontend:80" },
        { "allow all egress", Policy("podSelector: {}, egress: [{}], policyTypes: [Egress]"), "db>client:80 db>agent:22", "" },
        { "default deny all", Policy("podSelector: {}, policyTypes: [Ingress, Egress]"), "agent>client:1", "client>db:6379 db>client:80" },
        // Peers: one element is "and", two are "or".
        { "pods of the own namespace", Policy(Role + ", ingress: [{from: [{podSelector: {matchLabels: {role: frontend}}}]}]"), "frontend>db:6379 frontend>db:1", "client>db:6379 other>db:6379" },
        { "a namespace", Policy(Role + ", ingress: [{from: [{namespaceSelector: {matchLabels: {project: myproject}}}]}]"), "client>db:6379", "frontend>db:6379" },
        { "a namespace by its own name", Policy(Role + ", ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: myproject}}}]}]"), "client>db:6379", "frontend>db:6379" },
        { "namespace and pod", Policy(Role + ", ingress: [{from: [{namespaceSelector: {matchLabels: {project: myproject}}, podSelector: {matchLabels: {role: frontend}}}]}]"), "", "client>db:6379 frontend>db:6379" },
        { "namespace or pod", Policy(Role + ", ingress: [{from: [{namespaceSelector: {matchLabels: {project: myproject}}}, {podSelector: {matchLabels: {role: frontend}}}]}]"), "client>db:6379 frontend>db:6379", "other>db:6379" },
        { "all namespaces, all pods", Policy(Role + ", ingress: [{from: [{namespaceSelector: {}}]}]"), "client>db:6379 other>db:6379", "agent>db:6379" },
        { "several namespaces by In", Policy(Role + ", ingress: [{from: [{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [myproject, elsewhere]}]}}]}]"), "client>db:6379", "frontend>db:6379" },
        { "NotIn holds where the label is absent", Policy(Role + ", ingress: [{from: [{podSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [back]}]}}]}]"), "frontend>db:6379", "other>db:6379" },
        { "Exists", Policy(Role + ", ingress: [{from: [{podSelector: {matchExpressions: [{key: tier, operator: Exists}]}}]}]"), "other>db:6379", "frontend>db:6379" },
        { "DoesNotExist", Policy(Role + ", ingress: [{from: [{podSelector: {matchExpressions: [{key: tier, operator: DoesNotExist}]}}]}]"), "frontend>db:6379", "other>db:6379" },
        // Empty and absent peers and ports.
        { "absent from is everybody", Policy(Role + ", ingress: [{ports: [{port: 6379}]}]"), "client>db:6379 agent>db:6379", "client>db:9121" },
        { "empty from is everybody", Policy(Role + ", ingress: [{from: [], ports: [{port: 6379}]}]"), "client>db:6379", "client>db:9121" },
        { "no rule is nobody", Policy(Role + ", ingress: []"), "", "client>db:6379 frontend>db:6379" },
        { "empty ports are every port", Policy(Role + ", ingress: [{from: [{podSelector: {}}], ports: []}]"), "frontend>db:6379 frontend>db:6379/udp", "client>db:6379" },
        // Ports.
        { "protocol defaults to TCP", Policy(Role + ", ingress: [{ports: [{port: 6379}]}]"), "client>db:6379", "client>db:6379/udp" },
        { "a protocol without port is all its ports", Policy(Role + ", ingress: [{ports: [{protocol: UDP}]}]"), "client>db:1/udp client>db:65535/udp", "client>db:1" },
        { "endPort", Policy(Role + ", ingress: [{ports: [{port: 6370, endPort: 6380}]}]"), "client>db:6370 client>db:6379 client>db:6380", "client>db:6369 client>db:6381" },
        { "a named port is looked up at the target", Policy("podSelector: {}, policyTypes: [Ingress], ingress: [{ports: [{port: sql}]}]"), "other>db:6379 other>frontend:7000", "other>db:7000 other>db:9121 db>other:6379" },
        { "a named port in egress is the target's too", Policy(Role + ", policyTypes: [Egress], egress: [{ports: [{port: sql}]}]"), "db>frontend:7000", "db>frontend:6379 db>other:7000" },
        { "a named port of another protocol", Policy(Role + ", ingress: [{ports: [{port: sql, protocol: UDP}]}]"), "", "other>db:6379 other>db:6379/udp" },
        // Both ends, and adding up.
        { "both ends must allow", Policy(Role + ", ingress: [{from: [{podSelector: {matchLabels: {role: frontend}}}]}]") + Policy("podSelector: {matchLabels: {role: frontend}}, policyTypes: [Egress], egress: [{ports: [{port: 80}]}]", name: "q"), "frontend>db:80 frontend>other:80", "frontend>db:6379 other>db:80" },
        { "policies add up", Policy(Role + ", ingress: [{from: [{podSelector: {matchLabels: {role: frontend}}}]}]") + Policy("podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {project: myproject}}}], ports: [{port: 6379}]}]", name: "q"), "frontend>db:1 client>db:6379", "client>db:1 other>db:6379" },
        // The host's network: governed by nobody, known by the node's address only.
        { "a Pod on the host's network is not selected by a policy", Policy("podSelector: {}", "myproject"), "db>agent:22", "db>client:22" },
        { "nor meant by a selector", Policy(Role + ", ingress: [{from: [{namespaceSelector: {}, podSelector: {}}]}]"), "client>db:6379", "agent>db:6379" },
        { "but by a block that holds the nodes", Policy(Role + ", ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]"), "agent>db:6379", "client>db:6379" },
        { "a block on the internet holds no node", Policy(Role + ", ingress: [{from: [{ipBlock: {cidr: 8.8.8.0/24}}]}]"), "", "agent>db:6379 client>db:6379" },
        // Cilium.
        { "cilium: an endpoint with a section is in default deny", Cilium("endpointSelector: {matchLabels: {role: db}}, ingress: [{}]"), "db>client:80", "frontend>db:6379" },
        { "cilium: endpoints of the own namespace and ports", Cilium("endpointSelector: {matchLabels: {'k8s:role': db}}, ingress: [{fromEndpoints: [{matchLabels: {role: frontend}}], toPorts: [{ports: [{port: '6379', protocol: TCP}]}]}]"), "frontend>db:6379", "client>db:6379 frontend>db:9121" },
        { "cilium: endpoints of another namespace", Cilium("endpointSelector: {}, ingress: [{fromEndpoints: [{matchLabels: {'k8s:io.kubernetes.pod.namespace': myproject}}]}]"), "client>db:6379", "frontend>db:6379" },
        { "cilium: the whole cluster", Cilium("endpointSelector: {}, egress: [{toEntities: [cluster]}]"), "db>client:80 db>agent:1", "" },
        { "cilium: the world is not the cluster", Cilium("endpointSelector: {}, egress: [{toEntities: [world]}]"), "client>db:1", "db>client:80 db>other:80" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reads_as_the_page_says(string name, string policies, string allowed, string refused)
    {
        var environment = new RenderedEnvironment("any", World.Objects(Cast + policies));
        var left = new List<PolicyReader.NotEvaluated>();
        var read = PolicyReader.Read(environment, left);
        Assert.Empty(left);
        var world = ClusterWorld.Of(environment, read, null, static _ => "");
        var reach = new Reachability(world, read);
        foreach (var (calls, expected) in new[] { (allowed, true), (refused, false) })
            foreach (var call in calls.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = call.Split('>', ':', '/');
                var protocol = parts.Length > 3 ? Enum.Parse<Transport>(parts[3], ignoreCase: true) : Transport.Tcp;
                Assert.True(expected == reach.Allows(Group(parts[0]), Group(parts[1]), protocol, int.Parse(parts[2])), $"{name}: {call} should be {(expected ? "allowed" : "refused")}");
            }

        int Group(string pod) => world.GroupOf(environment.Objects.Single(o => o.Kind == "Pod" && o.Name == pod)) ?? throw new InvalidOperationException();
    }

    [Theory]
    [InlineData("{cidr: 172.17.0.0/16, except: [172.17.1.0/24]}", "172.17.0.5", true)]
    [InlineData("{cidr: 172.17.0.0/16, except: [172.17.1.0/24]}", "172.17.1.5", false)]
    [InlineData("{cidr: 172.17.0.0/16, except: [172.17.1.0/24]}", "172.18.0.1", false)]
    [InlineData("{cidr: '::/0'}", "10.0.0.1", false)]
    [InlineData("{cidr: 'fd00::/8', except: ['fd00:1::/32']}", "fd00:2::1", true)]
    [InlineData("{cidr: 'fd00::/8', except: ['fd00:1::/32']}", "fd00:1::1", false)]
    public void Blocks_hold_addresses_without_their_exceptions(string block, string address, bool expected)
    {
        var environment = new RenderedEnvironment("any", World.Objects(Cast + Policy(Role + $", policyTypes: [Egress], egress: [{{to: [{{ipBlock: {block}}}], ports: [{{port: 443}}]}}]")));
        var read = PolicyReader.Read(environment, []);
        var world = ClusterWorld.Of(environment, read, null, static _ => "");
        var db = world.GroupOf(environment.Objects.Single(static o => o.Name == "db")) ?? -1;
        var reach = new Reachability(world, read);
        Assert.Equal(expected, reach.Addresses(db, Direction.Egress, Transport.Tcp, 443).Contains(address));
        Assert.False(reach.Addresses(db, Direction.Egress, Transport.Tcp, 80).Contains(address));
    }

    [Theory]
    [InlineData("apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: p, namespace: a}\nspec: {endpointSelector: {}, egress: [{toFQDNs: [{matchName: x.example}]}]}", "spec.egress[0].toFQDNs")]
    [InlineData("apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: p, namespace: a}\nspec: {endpointSelector: {}, ingressDeny: [{}]}", "spec.ingressDeny")]
    [InlineData("apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: p, namespace: a}\nspec: {endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: '80'}], rules: {http: [{}]}}]}]}", "spec.ingress[0].toPorts")]
    [InlineData("apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: p}\nspec: {selector: all()}", null)]
    [InlineData("apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {name: p, namespace: a}\nspec: {selector: all()}", null)]
    public void What_is_not_evaluated_is_said(string policy, string? field)
    {
        var finding = Assert.Single(World.Of(policy).Check(ConnectivityProof.Check));
        Assert.Equal(("SL5509", field), (finding.Code, finding.Field));
    }
}
