using System.Diagnostics;
using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Rendering;

namespace Sluis.Core.Tests.Proof.Rendering;

/// <summary>2 000 services in 20 domains, 16 000 objects in files of their own, and an overlay with patches for each of three environments.</summary>
public class RenderingScaleTests
{
    private const int Domains = 20;
    private const int ServicesEach = 100;

    private static readonly string[] Environments3 = ["development", "production", "staging"];

    /// <summary>Of a machine that does much else; a quiet one needs about one second.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(90);

    [Fact]
    public void A_large_repository_is_rendered_in_time_that_grows_with_its_size()
    {
        var repository = new RepositorySnapshot(Files());
        var findings = new Findings();
        var watch = Stopwatch.StartNew();
        var environments = Environments.Render(repository, new ProofOptions(), findings);
        watch.Stop();
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.ElapsedMilliseconds} ms, {Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds:F0} ms of processor");
        Assert.Empty(findings.Sorted());
        Assert.Equal(Environments3, environments.Select(static e => e.Name));
        Assert.All(environments, static e => Assert.Equal(Domains * ServicesEach * 8, e.Objects.Count));
        // Six of the eight objects of a service are touched by no overlay.
        var first = environments[0].Objects.ToHashSet(ReferenceEqualityComparer.Instance);
        Assert.Equal(Domains * ServicesEach * 6, environments[1].Objects.Count(first.Contains));
        Assert.True(watch.Elapsed < Enough, watch.Elapsed.ToString());
    }

    private static IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> Files()
    {
        foreach (var environment in Environments3)
            yield return File($"clusters/{environment}/kustomization.yaml", "resources:\n" + string.Concat(Enumerable.Range(0, Domains).Select(d => $"- ../../apps/d{d}/overlays/{environment}\n")));
        for (var domain = 0; domain < Domains; domain++)
        {
            var names = new List<string>();
            for (var service = 0; service < ServicesEach; service++)
                foreach (var (kind, text) in Objects($"d{domain}", $"s{service}"))
                {
                    names.Add($"{kind}-s{service}.yaml");
                    yield return File($"apps/d{domain}/base/{names[^1]}", text);
                }
            yield return File($"apps/d{domain}/base/kustomization.yaml", "resources:\n" + string.Concat(names.Select(static n => $"- {n}\n")));
            foreach (var environment in Environments3)
                yield return File($"apps/d{domain}/overlays/{environment}/kustomization.yaml", Overlay());
        }
    }

    private static KeyValuePair<string, ReadOnlyMemory<byte>> File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    private static string Overlay()
    {
        var text = new StringBuilder("resources:\n- ../../base\nimages:\n");
        for (var service = 0; service < ServicesEach; service++)
            text.Append("- name: registry.example/s").Append(service).Append("\n  newTag: \"2\"\n");
        text.Append("patches:\n");
        for (var service = 0; service < ServicesEach; service++)
            text.Append($$"""
                - target:
                    kind: Deployment
                    name: s{{service}}
                    group: apps
                  patch: |
                    - op: replace
                      path: /spec/replicas
                      value: 4
                    - op: replace
                      path: /spec/template/spec/containers/0/resources/limits/memory
                      value: 64Mi
                - target:
                    kind: ExternalSecret
                    name: s{{service}}
                  patch: |
                    - op: replace
                      path: /spec/data/0/remoteRef/key
                      value: other/s{{service}}

                """);
        return text.ToString();
    }

    private static IEnumerable<(string Kind, string Text)> Objects(string ns, string name)
    {
        string Head(string apiVersion, string kind) => $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata:\n  labels:\n    app.kubernetes.io/name: {name}\n    app.kubernetes.io/part-of: {ns}\n  name: {name}\n  namespace: {ns}\n";
        yield return ("deployment", Head("apps/v1", "Deployment") + $$"""
            spec:
              replicas: 2
              selector:
                matchLabels:
                  app.kubernetes.io/name: {{name}}
              template:
                metadata:
                  labels:
                    app.kubernetes.io/name: {{name}}
                spec:
                  containers:
                  - env:
                    - name: A
                      value: "1"
                    - name: PASSWORD
                      valueFrom:
                        secretKeyRef:
                          key: password
                          name: {{name}}
                    image: registry.example/{{name}}:1
                    name: {{name}}
                    ports:
                    - containerPort: 8080
                      name: http
                    resources:
                      limits:
                        memory: 128Mi
                      requests:
                        cpu: 50m
                        memory: 64Mi
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities:
                        drop:
                        - ALL
                  serviceAccountName: {{name}}

            """);
        yield return ("external-secret", Head("external-secrets.io/v1", "ExternalSecret") + $"spec:\n  data:\n  - remoteRef:\n      key: {name}\n    secretKey: password\n  target:\n    name: {name}\n");
        yield return ("service", Head("v1", "Service") + $"spec:\n  ports:\n  - name: http\n    port: 8080\n    targetPort: http\n  selector:\n    app.kubernetes.io/name: {name}\n");
        yield return ("service-account", Head("v1", "ServiceAccount") + "automountServiceAccountToken: false\n");
        yield return ("config-map", Head("v1", "ConfigMap") + "data:\n  a: \"1\"\n  b: |\n    some\n    text\n");
        yield return ("pdb", Head("policy/v1", "PodDisruptionBudget") + $"spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: {name}\n");
        yield return ("hpa", Head("autoscaling/v2", "HorizontalPodAutoscaler") + $"spec:\n  maxReplicas: 4\n  minReplicas: 2\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: {name}\n");
        yield return ("network-policy", Head("networking.k8s.io/v1", "NetworkPolicy") + $"spec:\n  ingress:\n  - from:\n    - podSelector:\n        matchLabels:\n          app.kubernetes.io/name: other\n    ports:\n    - port: 8080\n  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: {name}\n  policyTypes:\n  - Ingress\n");
    }
}
