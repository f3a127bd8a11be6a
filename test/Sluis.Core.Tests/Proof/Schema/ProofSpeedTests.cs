using System.Diagnostics;
using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.References;
using Sluis.Core.Proof.Schema;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Proof.Schema;

/// <summary>Forty thousand objects. The bounds are wide, for a build without optimisation on a busy machine; what it takes is printed.</summary>
public class ProofSpeedTests
{
    [Fact]
    public void Forty_thousand_objects_are_checked_in_seconds()
    {
        var objects = new List<ManifestObject>(40_000);
        for (var ns = 0; ns < 100; ns++)
        {
            var text = new StringBuilder();
            text.Append($"apiVersion: v1\nkind: Namespace\nmetadata: {{ name: ns-{ns} }}\n");
            for (var i = 0; i < 100; i++)
                text.Append(Service(ns, i));
            var documents = YamlReader.ReadAll("objects.yaml", Encoding.UTF8.GetBytes(text.ToString()), new());
            Assert.NotNull(documents);
            objects.AddRange(documents.OfType<MapNode>().Select(static d => new ManifestObject(d)));
        }
        var context = new ProofContext { Repository = new([]), Environments = [new("production", objects)], Claims = null, Findings = new Findings() };
        var (schema, references) = (Measure(() => SchemaProof.Check(context)), Measure(() => ReferenceProof.Check(context)));
        TestContext.Current.SendDiagnosticMessage($"{objects.Count} objects: schema {schema.TotalMilliseconds:F0} ms, references {references.TotalMilliseconds:F0} ms");
        Assert.Empty(context.Findings.Sorted());
        Assert.True(schema < TimeSpan.FromSeconds(60) && references < TimeSpan.FromSeconds(60), $"schema {schema}, references {references}");
    }

    private static TimeSpan Measure(Action action)
    {
        var before = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(before);
    }

    private static string Service(int ns, int i) => $$"""
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: api-{{i}}, namespace: ns-{{ns}} }
        automountServiceAccountToken: false
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: config-{{i}}, namespace: ns-{{ns}} }
        data: { A: a, B: b, C: c }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: api-{{i}}, namespace: ns-{{ns}}, labels: { app.kubernetes.io/name: api-{{i}}, app.kubernetes.io/part-of: shop } }
        spec:
          replicas: 2
          selector: { matchLabels: { app.kubernetes.io/name: api-{{i}} } }
          template:
            metadata: { labels: { app.kubernetes.io/name: api-{{i}}, app.kubernetes.io/part-of: shop } }
            spec:
              serviceAccountName: api-{{i}}
              securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: RuntimeDefault } }
              containers:
                - name: api
                  image: example.org/api:1
                  ports: [{ name: http, containerPort: 8080 }]
                  envFrom: [{ configMapRef: { name: config-{{i}} } }]
                  env:
                    - { name: ONE, value: "1" }
                    - { name: TWO, value: "2" }
                    - { name: THREE, value: "3" }
                    - { name: HOST, valueFrom: { fieldRef: { fieldPath: status.podIP } } }
                  resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { memory: 256Mi } }
                  readinessProbe: { httpGet: { path: /, port: http }, periodSeconds: 10 }
                  livenessProbe: { httpGet: { path: /, port: 8080 } }
                  securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
                  volumeMounts: [{ name: tmp, mountPath: /tmp }]
              volumes: [{ name: tmp, emptyDir: { sizeLimit: 64Mi } }]
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: api-{{i}}, namespace: ns-{{ns}} }
        spec: { selector: { app.kubernetes.io/name: api-{{i}} }, ports: [{ name: http, port: 80, targetPort: http }] }

        """;
}
