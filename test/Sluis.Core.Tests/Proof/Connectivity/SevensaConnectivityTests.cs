using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Proof.Connectivity;
using Sluis.Core.Proof.Names;

namespace Sluis.Core.Tests.Proof.Connectivity;

/// <summary>The reference platform keeps its promise: everybody reaches whom they reached, nobody else.</summary>
public class SevensaConnectivityTests
{
    private static readonly Lazy<Compilation> Compiled = new(static () =>
    {
        var options = new ComposeOptions { MissingEnvFileIsWarning = true, MissingVariableIsWarning = true, AllProfiles = true };
        return SluisCompiler.Compile(new DiskTree(SharedData.ProjectRoot, []), [Path.Combine(SharedData.ProjectRoot, "examples", "sevensa")], options, Intent.Empty, new Findings());
    });

    private static Sluis.Core.Emit.RepositoryTree Tree => Compiled.Value.Tree ?? throw new InvalidOperationException(string.Join('\n', Compiled.Value.Findings));

    [Fact]
    public void Every_needed_connection_is_allowed_and_nothing_that_Compose_refused()
    {
        var context = Bases.Of(Tree);
        var result = ConnectivityProof.Check(context);
        Assert.DoesNotContain(context.Findings.Sorted(), static f => f.Severity != Severity.Note);
        Assert.Contains(" 0 refused, 0 wider than Compose", result.Sentence);
        Assert.True(result.Checked > 50, result.Sentence);
    }

    [Fact]
    public void Every_called_name_leads_to_its_service()
    {
        var context = Bases.Of(Tree);
        var result = NamesProof.Check(context);
        Assert.Empty(context.Findings.Sorted());
        Assert.True(result.Checked > 40, result.Sentence);
    }

    /// <summary>One fault at a time in the generated files: which file, what becomes what (nothing: the file is gone), the code and the object it is told of.</summary>
    public static TheoryData<string, string, string, string, string> Faults() => new()
    {
        { "rentguy/base/networkpolicy-rentguy-db.yaml", "", "", "SL5501", "NetworkPolicy rentguy/default-deny" },
        { "rentguy/base/networkpolicy-rentguy-db.yaml", "port: 5432", "port: 5433", "SL5501", "NetworkPolicy rentguy/rentguy-db" },
        { "rentguy/base/networkpolicy-rentguy-db.yaml", "app.kubernetes.io/name: rentguy-api", "app.kubernetes.io/name: rentguy-apu", "SL5501", "NetworkPolicy rentguy/rentguy-db" },
        { "psra/base/networkpolicy-psra-web.yaml", "kubernetes.io/metadata.name: keycloak", "kubernetes.io/metadata.name: identity", "SL5501", "NetworkPolicy psra/psra-web" },
        { "ai/base/networkpolicy-ai-chat.yaml", "kubernetes.io/metadata.name: ingress", "kubernetes.io/metadata.name: kube-system", "SL5502", "NetworkPolicy ai/ai-chat" },
        { "ai/base/networkpolicy-allow-dns.yaml", "", "", "SL5503", "NetworkPolicy ai/default-deny" },
        { "ai/base/networkpolicy-allow-dns.yaml", "k8s-app: kube-dns", "k8s-app: coredns", "SL5503", "NetworkPolicy ai/allow-dns" },
        { "rentguy/base/networkpolicy-rentguy-redis.yaml", "  - from:", "  - from:\n    - namespaceSelector: {}", "SL5504", "NetworkPolicy rentguy/rentguy-redis" },
        { "logging/base/networkpolicy-loki.yaml", "policyTypes:", "egress:\n  - to:\n    - ipBlock:\n        cidr: 8.8.0.0/16\n  policyTypes:\n  - Egress", "SL5506", "NetworkPolicy logging/loki" },
        { "ai/base/networkpolicy-ai-chat.yaml", "cidr: '0.0.0.0/0'", "cidr: '10.0.0.0/8'", "SL5508", "NetworkPolicy ai/ai-chat" },
        { "wpcs/base/statefulset-wpcs-db.yaml", "", "", "SL5511", "StatefulSet wpcs/wpcs-db" },
        { "rentguy/base/service-rentguy-db.yaml", "spec:", "spec:\n  type: LoadBalancer", "SL5513", "Service rentguy/rentguy-db" },
        { "rentguy/base/service-keycloak.yaml", "", "", "SL5600", "Deployment rentguy/rentguy-auth" },
        { "rentguy/base/service-keycloak.yaml", "externalName: keycloak.keycloak.svc", "externalName: keycloak.identity.svc", "SL5601", "Service rentguy/keycloak" },
        { "rentguy/base/service-rentguy-db.yaml", "app.kubernetes.io/name: rentguy-db\n", "app.kubernetes.io/name: rentguy-redis\n", "SL5602", "Service rentguy/rentguy-db" },
        { "rentguy/base/service-rentguy-db.yaml", "port: 5432", "port: 5433", "SL5603", "Service rentguy/rentguy-db" },
        { "rentguy/base/service-rentguy-redis.yaml", "targetPort: redis", "targetPort: rediss", "SL5604", "Service rentguy/rentguy-redis" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_found(string file, string text, string becomes, string code, string at)
    {
        var touched = false;
        var context = Bases.Of(Tree, (path, content) =>
        {
            if (!path.EndsWith(file, StringComparison.Ordinal))
                return content;
            touched = text.Length == 0 || content.Contains(text);
            // The last occurrence: labels of the object itself come before what it selects.
            var place = text.Length == 0 ? -1 : content.LastIndexOf(text, StringComparison.Ordinal);
            return text.Length == 0 ? "" : place < 0 ? content : content[..place] + becomes + content[(place + text.Length)..];
        });
        Assert.True(touched, $"{file} has no {text}");
        ConnectivityProof.Check(context);
        NamesProof.Check(context);
        Assert.Contains(context.Findings.Sorted(), f => f.Code == code && f.Object == at);
    }
}
