using Sluis.Core.Proof.References;
using Sluis.Core.Tests.Proof.Schema;

namespace Sluis.Core.Tests.Proof.References;

public class ReferenceProofTests
{
    /// <summary>A small shop in which everything that is named exists.</summary>
    private const string Shop = """
        apiVersion: v1
        kind: Namespace
        metadata: { name: shop, labels: { routes: allowed } }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: edge }
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: api, namespace: shop }
        ---
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: { name: high }
        value: 1000
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: config, namespace: shop }
        data: { app.conf: x }
        ---
        apiVersion: external-secrets.io/v1
        kind: ClusterSecretStore
        metadata: { name: vault }
        ---
        apiVersion: external-secrets.io/v1
        kind: ExternalSecret
        metadata: { name: secrets, namespace: shop }
        spec:
          secretStoreRef: { kind: ClusterSecretStore, name: vault }
          data: [{ secretKey: PASSWORD, remoteRef: { key: a } }]
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: { name: data, namespace: shop }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: api, namespace: shop }
        spec:
          selector: { matchLabels: { app: api } }
          template:
            metadata: { labels: { app: api } }
            spec:
              serviceAccountName: api
              priorityClassName: high
              containers:
                - name: api
                  image: example.org/api:1
                  ports: [{ name: http, containerPort: 8080 }]
                  env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: secrets, key: PASSWORD } } }]
                  volumeMounts: [{ name: config, mountPath: /etc/app.conf, subPath: app.conf }, { name: data, mountPath: /data }]
              volumes:
                - { name: config, configMap: { name: config } }
                - { name: data, persistentVolumeClaim: { claimName: data } }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: api, namespace: shop, labels: { app: api } }
        spec: { selector: { app: api }, ports: [{ name: web, port: 80, targetPort: http }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: platform, namespace: edge }
        spec: { listeners: [{ name: https, port: 443, protocol: HTTPS, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { routes: allowed } } } } }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: api, namespace: shop }
        spec:
          parentRefs: [{ name: platform, namespace: edge, sectionName: https }]
          rules: [{ backendRefs: [{ name: api, port: 80 }] }]

        """;

    [Fact]
    public void Everything_that_is_named_exists() => Marked.Holds(Shop, ReferenceProof.Check);

    private const string C = "spec.template.spec.containers[0]";

    [Theory]
    [InlineData("configMap: { name: config } }", "configMap: { name: confg } } # !SL5400 spec.template.spec.volumes[0].configMap.name")]
    [InlineData("secretKeyRef: { name: secrets, key: PASSWORD } } }]", "secretKeyRef: { name: other, key: PASSWORD } } }] # !SL5401 " + C + ".env[0].valueFrom.secretKeyRef.name")]
    [InlineData("key: PASSWORD } } }]", "key: PASSWRD } } }] # !SL5402 " + C + ".env[0].valueFrom.secretKeyRef.key")]
    [InlineData("subPath: app.conf }, { name: data, mountPath: /data }]", "subPath: ap.conf }, { name: data, mountPath: /data }] # !SL5402 " + C + ".volumeMounts[0].subPath")]
    [InlineData("{ claimName: data } }", "{ claimName: dat } } # !SL5403 spec.template.spec.volumes[1].persistentVolumeClaim.claimName")]
    [InlineData("serviceAccountName: api", "serviceAccountName: apo # !SL5404 spec.template.spec.serviceAccountName")]
    [InlineData("priorityClassName: high", "priorityClassName: hi # !SL5405 spec.template.spec.priorityClassName")]
    [InlineData("spec: { selector: { app: api }, ports: [{ name: web, port: 80, targetPort: http }] }", "spec: { selector: { app: apo }, ports: [{ name: web, port: 80, targetPort: http }] } # !SL5408 spec.selector")]
    [InlineData("targetPort: http }] }", "targetPort: web }] } # !SL5409 spec.ports[0].targetPort")]
    [InlineData("targetPort: http }] }", "targetPort: 9090 }] } # !SL5409 spec.ports[0].targetPort")]
    [InlineData("backendRefs: [{ name: api, port: 80 }] }]", "backendRefs: [{ name: apo, port: 80 }] }] # !SL5410 spec.rules[0].backendRefs[0].name")]
    [InlineData("backendRefs: [{ name: api, port: 80 }] }]", "backendRefs: [{ name: api, port: 8080 }] }] # !SL5411 spec.rules[0].backendRefs[0].port")]
    [InlineData("[{ name: platform, namespace: edge, sectionName: https }]", "[{ name: plat, namespace: edge }] # !SL5413 spec.parentRefs[0].name")]
    [InlineData("[{ name: platform, namespace: edge, sectionName: https }]", "[{ name: platform, namespace: edge, sectionName: http }] # !SL5413 spec.parentRefs[0].sectionName")]
    [InlineData("sectionName: https }]", "sectionName: https }] # !SL5413 spec.parentRefs[0].name", "labels: { routes: allowed }", "labels: { routes: refused }")]
    [InlineData("metadata: { name: edge }", "metadata: { name: egde }", "metadata: { name: platform, namespace: edge }", "metadata: { name: platform, namespace: edge } # !SL5414 metadata.namespace")]
    [InlineData("secretStoreRef: { kind: ClusterSecretStore, name: vault }", "secretStoreRef: { kind: ClusterSecretStore, name: bao } # !SL5420 spec.secretStoreRef.name")]
    public void A_name_that_leads_nowhere_is_found(string good, string bad, string alsoGood = "", string alsoBad = "")
    {
        Assert.Contains(good, Shop, StringComparison.Ordinal);
        var broken = Shop.Replace(good, bad, StringComparison.Ordinal);
        if (alsoGood.Length > 0)
        {
            Assert.Contains(alsoGood, broken, StringComparison.Ordinal);
            broken = broken.Replace(alsoGood, alsoBad, StringComparison.Ordinal);
        }
        // What was used before is unused now; that is not what is asked here.
        Marked.Holds(broken, context =>
        {
            var inner = new Diagnostics.Findings();
            var result = ReferenceProof.Check(new() { Repository = context.Repository, Environments = context.Environments, Claims = null, Findings = inner });
            context.Findings.AddRange(inner.Sorted().Where(static f => f.Code != "SL5418"));
            return result;
        });
    }

    [Theory]
    [InlineData("apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: a, namespace: shop }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: apo } # !SL5406 spec.scaleTargetRef.name")]
    [InlineData("apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: a, namespace: shop }\nspec:\n  selector: { matchLabels: { app: apo } } # !SL5407 spec.selector")]
    [InlineData("apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: a, namespace: shop }\nspec:\n  selector: { matchExpressions: [{ key: app, operator: In, values: [api] }] }")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: a, namespace: shop }\nspec:\n  defaultBackend: { service: { name: apo, port: { number: 80 } } } # !SL5410 spec.defaultBackend.service.name")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: a, namespace: shop }\nspec:\n  rules: [{ http: { paths: [{ backend: { service: { name: api, port: { name: http } } } }] } }] # !SL5411 spec.rules[0].http.paths[0].backend.service.port")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: a, namespace: shop }\nspec:\n  tls: [{ secretName: cert }] # !SL5401 spec.tls[0].secretName")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: a, namespace: shop, annotations: { cert-manager.io/cluster-issuer: le } }\nspec:\n  tls: [{ secretName: cert }]")]
    [InlineData("apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata: { name: a, namespace: shop }\nspec:\n  routes: [{ services: [{ name: api, port: 80 }], middlewares: [{ name: auth }] }] # !SL5412 spec.routes[0].middlewares[0].name")]
    [InlineData("apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata: { name: a, namespace: shop }\nspec:\n  routes: [{ services: [{ name: api, port: 8080 }] }] # !SL5411 spec.routes[0].services[0].port")]
    [InlineData("apiVersion: v1 # !SL5415\nkind: ConfigMap\nmetadata: { name: config, namespace: shop }\ndata: { app.conf: y }")]
    [InlineData("apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: a, namespace: shop }\nspec:\n  selector: { matchLabels: { app: apo } } # !SL5417 spec.selector")]
    [InlineData("apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: a, namespace: shop }\nspec:\n  selector: { matchLabels: { app: api } }\n  endpoints: [{ port: metrics }] # !SL5417 spec.endpoints[0].port")]
    [InlineData("apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: { name: a, namespace: shop }\nspec:\n  selector: { matchLabels: { app: api } }\n  podMetricsEndpoints: [{ port: http }]")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: old, namespace: shop } # !SL5418 metadata.name\ndata: { a: b }")]
    [InlineData("apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: a, namespace: shop }\nroleRef: { kind: Role, name: reader } # !SL5419 roleRef.name\nsubjects: [{ kind: ServiceAccount, name: api, namespace: shop }]")]
    [InlineData("apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: a, namespace: shop }\nroleRef: { kind: ClusterRole, name: view }\nsubjects: [{ kind: ServiceAccount, name: apo, namespace: shop }] # !SL5404 subjects[0].name")]
    [InlineData("apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: a, namespace: shop }\nroleRef: { kind: ClusterRole, name: view }\nsubjects: [{ kind: ServiceAccount, name: external-secrets, namespace: external-secrets }] # !SL5423 subjects[0].name")]
    [InlineData("apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: a, namespace: shop }\nspec:\n  secretName: cert\n  issuerRef: { kind: ClusterIssuer, name: le } # !SL5420 spec.issuerRef.name")]
    [InlineData("apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: a, namespace: shop }\nspec:\n  serviceName: db # !SL5421 spec.serviceName\n  template: { spec: { containers: [{ name: a, image: a:1 }] } }")]
    [InlineData("apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db, namespace: shop }\nspec:\n  template: { spec: { containers: [{ name: a, image: a:1 }], volumes: [{ name: v, persistentVolumeClaim: { claimName: data-db-0 } }] } }\n  volumeClaimTemplates: [{ metadata: { name: data } }]")]
    [InlineData("apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: a, namespace: edge }\nspec:\n  rules: [{ backendRefs: [{ name: api, namespace: shop, port: 80 }] }] # !SL5422 spec.rules[0].backendRefs[0].namespace")]
    [InlineData("apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: a, namespace: edge }\nspec:\n  rules: [{ backendRefs: [{ name: api, namespace: shop, port: 80 }] }]\n---\napiVersion: gateway.networking.k8s.io/v1\nkind: ReferenceGrant\nmetadata: { name: a, namespace: shop }\nspec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge }], to: [{ group: \"\", kind: Service }] }")]
    [InlineData("apiVersion: batch/v1\nkind: Job\nmetadata: { name: a, namespace: shop }\nspec: { template: { spec: { imagePullSecrets: [{ name: pull }], containers: [{ name: a, image: a:1, envFrom: [{ configMapRef: { name: maybe, optional: true } }] }] } } } # !SL5401 spec.template.spec.imagePullSecrets[0].name")]
    public void An_object_that_is_added_is_followed(string yaml) => Marked.Holds($"{Shop}---\n{yaml}\n", ReferenceProof.Check);

    [Fact]
    public void A_Secret_that_the_operators_script_makes_is_there()
    {
        const string Pod = """
            apiVersion: v1
            kind: Pod
            metadata: { name: a, namespace: shop }
            spec:
              containers:
                - name: a
                  image: a:1
                  env:
                    - { name: A, valueFrom: { secretKeyRef: { name: sealed, key: TOKEN } } }
                    - { name: B, valueFrom: { secretKeyRef: { name: sealed, key: OTHER } } }
            """;
        var found = World.Of($"{Shop}---\n{Pod}\n")
            .File("platform/secrets/secrets.list", "# domain namespace secret key form variables\nshop shop sealed TOKEN line TOKEN\n")
            .Check(ReferenceProof.Check);
        var finding = Assert.Single(found);
        Assert.Equal(("SL5402", "spec.containers[0].env[1].valueFrom.secretKeyRef.key"), (finding.Code, finding.Field));
    }

    [Fact]
    public void A_file_that_a_generator_names_is_listed() => Assert.Empty(World.Of(Shop)
        .File("apps/shop/secrets/kustomization.yaml", "generators: [ksops.yaml]\n")
        .File("apps/shop/secrets/ksops.yaml", "apiVersion: viaduct.ai/v1\nkind: ksops\nmetadata: { name: secrets }\nfiles: [./secret-a.enc.yaml]\n")
        .File("apps/shop/secrets/secret-a.enc.yaml", "apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n")
        .Check(ReferenceProof.Check));

    [Fact]
    public void A_file_beside_a_kustomization_that_does_not_list_it_is_found()
    {
        var found = World.Of(Shop)
            .File("apps/shop/base/kustomization.yaml", "resources: [a.yaml, ../../common]\nconfigMapGenerator: [{ name: c, files: [values.yaml=files/v.yaml] }]\npatches: [{ path: ./patch.yaml }]\n")
            .File("apps/shop/base/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n")
            .File("apps/shop/base/patch.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n")
            .File("apps/shop/base/b.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\n")
            .File("apps/shop/base/values.yaml", "key: value\n")
            .File("apps/shop/notes/c.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\n")
            .Check(ReferenceProof.Check);
        var finding = Assert.Single(found);
        Assert.Equal(("SL5416", "apps/shop/base/b.yaml"), (finding.Code, finding.At.File));
    }
}
