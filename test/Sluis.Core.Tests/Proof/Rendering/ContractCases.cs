namespace Sluis.Core.Tests.Proof.Rendering;

/// <summary>Small repositories, one a feature. Their <c>root</c> is rendered here and by kubectl.</summary>
internal static class ContractCases
{
    private const string Base = """
        # FILE base/kustomization.yaml
        resources: [web.yaml, service.yaml, account.yaml]
        # FILE base/web.yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          labels: {app: web, tier: front}
        spec:
          replicas: 2
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              serviceAccountName: web
              imagePullSecrets: [{name: registry}]
              initContainers:
                - {name: wait, image: "busybox:1.36"}
              containers:
                - name: web
                  image: registry.example:5000/shop/web:1.0
                  args: [--port, "8080"]
                  env:
                    - {name: A, value: "1"}
                    - {name: B, value: "2"}
                    - name: C
                      valueFrom: {configMapKeyRef: {name: settings, key: c}}
                  envFrom:
                    - secretRef: {name: credentials}
                  ports:
                    - {containerPort: 8080, name: http}
                    - {containerPort: 9090, protocol: TCP, name: metrics}
                  volumeMounts:
                    - {mountPath: /data, name: data}
                    - {mountPath: /etc/web, name: settings}
                - name: sidecar
                  image: envoy@sha256:aaaa
              tolerations:
                - {key: spot, operator: Exists}
              volumes:
                - name: data
                  emptyDir: {}
                - name: settings
                  configMap: {name: settings}
                - name: both
                  projected:
                    sources:
                      - secret: {name: credentials}
                      - configMap: {name: settings}
        # FILE base/service.yaml
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          selector: {app: web}
          ports:
            - {port: 80, targetPort: http}
        # FILE base/account.yaml
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: web}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: web}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
        subjects:
          - {kind: ServiceAccount, name: web}
          - {kind: ServiceAccount, name: default}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: reader}
        rules:
          - {apiGroups: [""], resources: [configmaps], resourceNames: [settings], verbs: [get]}

        """;

    public static IEnumerable<(string Name, string Text)> All()
    {
        foreach (var (name, text) in Overlays())
            yield return (name, Base + "# FILE root/kustomization.yaml\n" + text);
        yield return ("list, documents and local configuration", """
            # FILE root/kustomization.yaml
            resources: [all.yaml]
            # FILE root/all.yaml
            apiVersion: v1
            kind: List
            items:
              - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
              - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {n: "1"}}
            ---
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: c, annotations: {config.kubernetes.io/local-config: "true"}}
            ---
            apiVersion: v1
            kind: ConfigMapList
            items: []
            ---
            apiVersion: example.com/v1
            kind: Thing
            metadata: {name: t}
            spec: {list: [1, 2], flag: yes, empty: null}
            """);
        yield return ("namespace on objects of every scope", """
            # FILE root/kustomization.yaml
            namespace: shop
            resources: [all.yaml]
            # FILE root/all.yaml
            apiVersion: v1
            kind: Namespace
            metadata: {name: other}
            ---
            apiVersion: cert-manager.io/v1
            kind: ClusterIssuer
            metadata: {name: issuer}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: b}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}
            subjects: [{kind: ServiceAccount, name: default}, {kind: ServiceAccount, name: sa, namespace: old}]
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: sa, namespace: old}
            ---
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: fast}
            """);
        yield return ("sort order first in first out", """
            # FILE root/kustomization.yaml
            sortOptions: {order: fifo}
            resources: [all.yaml]
            configMapGenerator: [{name: g, literals: [a=b]}]
            secretGenerator: [{name: s, literals: [a=b]}]
            # FILE root/all.yaml
            {apiVersion: v1, kind: Service, metadata: {name: z}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: n}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
            """);
        yield return ("sort order of one's own", """
            # FILE root/kustomization.yaml
            sortOptions: {order: legacy, legacySortOptions: {orderFirst: [Service], orderLast: [Namespace]}}
            resources: [all.yaml]
            # FILE root/all.yaml
            {apiVersion: v1, kind: Namespace, metadata: {name: n}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: y}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: x}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: z}}
            ---
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: d}}
            """);
    }

    private static IEnumerable<(string, string)> Overlays()
    {
        yield return ("base alone", "resources: [../base]");
        yield return ("prefix, suffix and references", """
            namePrefix: shop-
            nameSuffix: -eu
            namespace: shop
            resources: [../base]
            configMapGenerator: [{name: settings, literals: [c=3]}]
            secretGenerator: [{name: credentials, literals: [password=a]}]
            """);
        yield return ("labels on objects only, on templates, and with fields", """
            resources: [../base]
            labels:
              - pairs: {team: shop}
              - pairs: {release: r1, part: web}
                includeTemplates: true
              - pairs: {own: "1"}
                fields: [{path: spec/template/metadata/labels, kind: Deployment, create: true}]
            """);
        yield return ("labels with selectors", """
            resources: [../base, policy.yaml]
            labels:
              - pairs: {team: shop}
                includeSelectors: true
            # FILE root/policy.yaml
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: p}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{from: [{podSelector: {matchLabels: {app: x}}}, {namespaceSelector: {}}]}]
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec:
                  topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: db}}}]
                  containers: [{name: db, image: postgres}]
              volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce]}}]
            ---
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: c}
            spec: {schedule: "@daily", jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: c}]}}}}}
            """);
        yield return ("common labels and annotations", """
            resources: [../base]
            commonLabels: {team: shop, number: "5"}
            commonAnnotations: {owner: me, note: "true"}
            """);
        yield return ("images by name, digest, and pattern", """
            resources: [../base]
            images:
              - {name: "registry.example:5000/shop/web", newTag: "2.0"}
              - {name: envoy, newName: mirror/envoy, digest: "sha256:bbbb"}
              - {name: busybox, newName: "registry.example/busybox"}
              - {name: "registry.example/busy.*", newTag: "1.37"}
              - {name: web, newTag: "9"}
            """);
        yield return ("replicas", """
            resources: [../base]
            replicas: [{name: web, count: 7}]
            """);
        yield return ("components", """
            resources: [../base]
            components: [../more]
            patches:
              - target: {kind: ConfigMap, name: extra}
                patch: '[{"op": "add", "path": "/data/after", "value": "component"}]'
            # FILE more/kustomization.yaml
            apiVersion: kustomize.config.k8s.io/v1alpha1
            kind: Component
            resources: [extra.yaml]
            commonAnnotations: {by: component}
            patches:
              - patch: |
                  apiVersion: apps/v1
                  kind: Deployment
                  metadata: {name: web}
                  spec: {replicas: 9}
            # FILE more/extra.yaml
            {apiVersion: v1, kind: ConfigMap, metadata: {name: extra}, data: {a: b}}
            """);
        yield return ("all operations of JSON 6902", """
            resources: [../base]
            patches:
              - target: {kind: Deployment}
                patch: |-
                  - {op: test, path: /spec/replicas, value: 2}
                  - {op: replace, path: /spec/replicas, value: 3}
                  - {op: add, path: /metadata/annotations, value: {a/b: c}}
                  - {op: add, path: /metadata/annotations/d~1e, value: f~}
                  - {op: remove, path: /spec/template/spec/containers/0/args/0}
                  - {op: add, path: /spec/template/spec/containers/0/args/-, value: --last}
                  - {op: add, path: /spec/template/spec/containers/0/args/0, value: --first}
                  - {op: move, from: /spec/template/spec/containers/0/env/0, path: /spec/template/spec/containers/0/env/1}
                  - {op: copy, from: /spec/template/spec/containers/1, path: /spec/template/spec/containers/-}
                  - {op: replace, path: /spec/template/spec/containers/2/name, value: copy}
                  - {op: replace, path: /spec/template/spec/containers/-1/image, value: last}
            """);
        yield return ("targets by expression, label and annotation", """
            resources: [../base]
            patches:
              - target: {kind: "Dep.*|Service", name: "w.b"}
                patch: '[{"op": "add", "path": "/metadata/labels", "value": {"one": "1"}}]'
              - target: {labelSelector: "one=1,two!=2"}
                patch: '[{"op": "add", "path": "/metadata/annotations", "value": {"three": "3"}}]'
              - target: {annotationSelector: "three in (2, 3)", group: apps, version: v1}
                patch: '[{"op": "add", "path": "/metadata/annotations/four", "value": "4"}]'
              - target: {namespace: default, kind: ServiceAccount}
                patch: '[{"op": "add", "path": "/metadata/annotations", "value": {"five": "5"}}]'
            """);
        yield return ("strategic merge of lists by key", """
            resources: [../base]
            patches:
              - path: web.yaml
              - path: service.yaml
            # FILE root/web.yaml
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              labels: {tier: null, new: "yes"}
              finalizers: [x/y]
            spec:
              replicas: null
              template:
                spec:
                  hostAliases: [{ip: 10.0.0.1, hostnames: [a]}]
                  imagePullSecrets: [{name: other}]
                  tolerations: [{key: other, operator: Exists}]
                  containers:
                    - name: extra
                      image: extra:1
                    - name: web
                      image: registry.example:5000/shop/web:1.1
                      args: [--other]
                      env:
                        - {name: D, value: "4"}
                        - {name: A, value: "5"}
                        - {name: B, $patch: delete}
                      ports:
                        - {containerPort: 9090, protocol: TCP, name: renamed}
                        - {containerPort: 7070, protocol: UDP}
                      volumeMounts:
                        - {mountPath: /data, name: data, readOnly: true}
                        - {mountPath: /tmp, name: tmp}
                      resources: {limits: {memory: 1Gi, cpu: null}}
                  volumes:
                    - {name: tmp, emptyDir: {}}
                    - {name: both, $patch: delete}
            # FILE root/service.yaml
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec:
              ports:
                - {port: 80, targetPort: other}
                - {port: 443}
            """);
        yield return ("ports whose protocol one side leaves out", """
            resources: [../base]
            patches:
              - patch: |-
                  apiVersion: apps/v1
                  kind: Deployment
                  metadata: {name: web}
                  spec:
                    template:
                      spec:
                        containers:
                          - name: web
                            ports:
                              - {containerPort: 8080, protocol: TCP, name: other}
                              - {containerPort: 9090, name: mine}
            """);
        yield return ("directives replace and delete", """
            resources: [../base]
            patches:
              - target: {kind: Deployment, name: web}
                patch: |
                  apiVersion: apps/v1
                  kind: Deployment
                  metadata: {name: any}
                  spec:
                    selector: {$patch: replace, matchLabels: {x: y}}
                    template:
                      spec:
                        affinity: {nodeAffinity: {a: null, b: c}}
                        volumes:
                          - $patch: replace
                          - {name: only, emptyDir: {}}
                        initContainers:
                          - $patch: delete
              - patch: |
                  apiVersion: v1
                  kind: ServiceAccount
                  metadata: {name: web}
                  $patch: delete
            """);
        yield return ("a replaced element of a list", """
            resources: [../base]
            patches:
              - patch: |
                  apiVersion: apps/v1
                  kind: Deployment
                  metadata: {name: web}
                  spec:
                    template:
                      spec:
                        containers:
                          - {name: sidecar, $patch: replace, image: new}
                          - {name: added, $patch: merge, image: new, env: [{name: X, value: null}, {name: Y, value: "1"}]}
            """);
        yield return ("a patch may rename where it is allowed to", """
            resources: [../base]
            patches:
              - target: {kind: Service}
                options: {allowNameChange: true}
                patch: |
                  apiVersion: v1
                  kind: Service
                  metadata: {name: renamed}
            """);
        yield return ("patches of the old fields", """
            resources: [../base]
            patchesStrategicMerge:
              - web.yaml
              - |-
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {type: NodePort}
            patchesJson6902:
              - target: {version: v1, kind: Service, name: web}
                path: ops.json
            # FILE root/web.yaml
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec: {paused: true}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: web}
            automountServiceAccountToken: false
            # FILE root/ops.json
            [{"op": "add", "path": "/spec/clusterIP", "value": "None"}]
            """);
        yield return ("a custom resource's lists are replaced", """
            resources: [thing.yaml]
            patches:
              - patch: |-
                  apiVersion: example.com/v1
                  kind: Thing
                  metadata: {name: t}
                  spec: {containers: [{name: b}], other: {x: 1}}
            # FILE root/thing.yaml
            apiVersion: example.com/v1
            kind: Thing
            metadata: {name: t}
            spec: {containers: [{name: a, image: x}], other: {y: 2}, gone: , kept: null}
            """);
        yield return ("generators with files, variables and options", """
            resources: [../base]
            generatorOptions: {labels: {by: generator}, annotations: {shared: "1"}}
            configMapGenerator:
              - name: settings
                literals: ["c='quoted'", "json={\"a\": \"<b>&c\"}", "empty=", "equals=a=b"]
                files: [notes.txt, renamed=conf/app.ini]
                envs: [app.env]
              - name: plain
                literals: [a=b]
                options: {disableNameSuffixHash: true, immutable: true, labels: {own: "1"}, annotations: {shared: "2"}}
              - name: nothing
            secretGenerator:
              - name: credentials
                literals: [password=secret, "long=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]
              - name: tls
                type: kubernetes.io/tls
                files: [tls.crt=notes.txt, tls.key=conf/app.ini]
            # FILE root/notes.txt
            line one
            	tab "quoted" back\slash é 

            # FILE root/conf/app.ini
            [a]
            b = 1
            # FILE root/app.env
            # comment

              X=1
            Y=a b = c
            Z
            """);
        yield return ("generators that merge and replace", """
            resources: [../inner]
            namePrefix: p-
            configMapGenerator:
              - {name: settings, behavior: merge, literals: [b=2, c=3], options: {labels: {l: "2"}}}
              - {name: other, behavior: replace, literals: [z=1]}
              - {name: file, behavior: merge, literals: [z=1]}
            # FILE inner/kustomization.yaml
            resources: [file.yaml]
            nameSuffix: -s
            configMapGenerator:
              - {name: settings, literals: [a=1, b=1], options: {labels: {l: "1", m: "1"}}}
              - {name: other, literals: [a=1]}
            # FILE inner/file.yaml
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: file}
            data: {a: b}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: pod}
            spec:
              containers: [{name: c, image: i, envFrom: [{configMapRef: {name: settings}}, {configMapRef: {name: other}}, {configMapRef: {name: file}}]}]
            """);
        yield return ("a hash after patches of what was generated", """
            configMapGenerator: [{name: settings, literals: [a=1]}]
            resources: [../base]
            patches:
              - patch: |
                  apiVersion: v1
                  kind: ConfigMap
                  metadata: {name: settings}
                  data: {b: "2"}
            """);
        yield return ("bases of bases with patches on each level", """
            resources: [../middle]
            nameSuffix: -top
            patches:
              - target: {kind: Deployment, name: web}
                patch: '[{"op": "replace", "path": "/spec/replicas", "value": 4}]'
              - target: {kind: Service, name: mid-web}
                patch: '[{"op": "add", "path": "/spec/type", "value": "ClusterIP"}]'
            # FILE middle/kustomization.yaml
            resources: [../base]
            namePrefix: mid-
            namespace: shop
            patches:
              - patch: |
                  apiVersion: apps/v1
                  kind: Deployment
                  metadata: {name: web}
                  spec: {minReadySeconds: 5}
            """);
    }
}
