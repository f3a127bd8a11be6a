namespace Sluis.Core.Tests.Proof.Schema;

/// <summary>Objects with one fault each, marked where it is.</summary>
internal static class BrokenObjects
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: api, namespace: shop }
        spec:
          selector: { matchLabels: { app: api } }
          template:
            metadata: { labels: { app: api } }
            spec:

        """;

    private static string Pod(string spec) => Deployment + Indent(spec, 6);

    private static string Container(string fields) => Pod("containers:\n  - name: api\n    image: example.org/api:1\n" + Indent(fields, 4));

    private static string Of(string apiVersion, string kind, string rest) => $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{ name: thing, namespace: shop }}\n{rest}";

    private static string Indent(string text, int by) => string.Join('\n', text.Split('\n').Select(l => l.Length == 0 ? l : new string(' ', by) + l)) + "\n";

    private const string C = "spec.template.spec.containers[0]";

    public static IEnumerable<(string Name, string Yaml)> All => Schema.Concat(Names).Concat(Pods).Concat(Kinds);

    public static readonly IReadOnlyList<(string Name, string Yaml)> Schema =
    [
        ("a kind that no group has", "apiVersion: apps/v1\nkind: Deploymnt # !SL5300 kind\nmetadata: { name: a }\n"),
        ("a kind in the wrong group", "apiVersion: v1\nkind: Deployment # !SL5300 kind\nmetadata: { name: a }\n"),
        ("a version that is gone", "apiVersion: extensions/v1beta1 # !SL5301 apiVersion\nkind: Ingress\nmetadata: { name: a }\n"),
        ("a cron job of old", "apiVersion: batch/v1beta1 # !SL5301 apiVersion\nkind: CronJob\nmetadata: { name: a }\n"),
        ("endpoints", "apiVersion: v1 # !SL5302 apiVersion\nkind: Endpoints\nmetadata: { name: a, namespace: shop }\n"),
        ("a field misspelt", Container("imagePulPolicy: Always # !SL5303 " + C + ".imagePulPolicy")),
        ("a field of the container at the Pod", Pod("containers: [{ name: api, image: a:1 }]\nresources: {}\nlivenessProbe: {} # !SL5303 spec.template.spec.livenessProbe")),
        ("a field at the root", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\nspec: {} # !SL5303 spec\n"),
        ("a missing template", "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a, namespace: shop }\nspec:\n  selector: { matchLabels: { app: a } } # !SL5304 spec\n"),
        ("a missing name of a container", Pod("containers:\n  - image: a:1 # !SL5304 spec.template.spec.containers[0]")),
        ("a null where something is required", Of("v1", "Service", "spec:\n  ports:\n    - port: # !SL5304 spec.ports[0]\n")),
        ("a number as the value of a variable", Container("env: [{ name: PORT, value: 8080 }] # !SL5305 " + C + ".env[0].value")),
        ("a boolean as a label", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: shop\n  labels:\n    on: true # !SL5305 metadata.labels.on\n"),
        ("a text as a count", Of("apps/v1", "ReplicaSet", "spec:\n  replicas: \"2\" # !SL5305 spec.replicas\n  selector: { matchLabels: { a: b } }\n  template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: a, image: a:1 }] } }\n")),
        ("a text as a list", Container("command: run # !SL5305 " + C + ".command")),
        ("a mapping as a list", Container("env: { A: b } # !SL5305 " + C + ".env")),
        ("a list as a mapping", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata: [a] # !SL5305 data\n"),
        ("an integer in the data of a ConfigMap", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata: { PORT: 80 } # !SL5305 data.PORT\n"),
        ("a pull policy that is none", Container("imagePullPolicy: Allways # !SL5306 " + C + ".imagePullPolicy")),
        ("a type of Service that is none", Of("v1", "Service", "spec:\n  type: Loadbalancer # !SL5306 spec.type\n  ports: [{ port: 80 }]\n")),
        ("a protocol in lower case", Container("ports: [{ containerPort: 80, protocol: tcp }] # !SL5306 " + C + ".ports[0].protocol")),
        ("memory in words", Container("resources: { limits: { memory: 512MB } } # !SL5307 " + C + ".resources.limits.memory")),
        ("a Secret that is not base64", "apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: shop }\ndata: { key: plain text } # !SL5307 data.key\n"),
        ("a date that is none", Of("coordination.k8s.io/v1", "Lease", "spec:\n  renewTime: yesterday # !SL5307 spec.renewTime\n")),
        ("a count of more than 32 bits", Of("batch/v1", "Job", "spec:\n  backoffLimit: 3000000000 # !SL5309 spec.backoffLimit\n  template: { spec: { restartPolicy: Never, containers: [{ name: a, image: a:1 }] } }\n")),
        ("two variables of one name", Container("env:\n  - { name: A, value: x }\n  - { name: A, value: y } # !SL5310 " + C + ".env[1]")),
        ("two mounts at one path", Container("volumeMounts:\n  - { name: v, mountPath: /a }\n  - { name: v, mountPath: /a } # !SL5310 " + C + ".volumeMounts[1]") + "      volumes: [{ name: v, emptyDir: {} }]\n"),
        ("two volumes of one name", Pod("containers: [{ name: api, image: a:1 }]\nvolumes:\n  - { name: v, emptyDir: {} }\n  - { name: v, emptyDir: {} } # !SL5310 spec.template.spec.volumes[1]")),
        ("two containers of one name", Pod("containers:\n  - { name: api, image: a:1 }\n  - { name: api, image: b:1 } # !SL5310 spec.template.spec.containers[1]")),
        ("no name", "apiVersion: v1\nkind: ConfigMap\nmetadata: { generateName: a- } # !SL5317 metadata.name\n"),
        ("a namespace of something that has none", "apiVersion: v1\nkind: Namespace\nmetadata: { name: a, namespace: b } # !SL5318 metadata.namespace\n"),
    ];

    public static readonly IReadOnlyList<(string Name, string Yaml)> Names =
    [
        ("a name in capitals", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: Api, namespace: shop } # !SL5320 metadata.name\n"),
        ("a Service that begins with a digit", "apiVersion: v1\nkind: Service\nmetadata: { name: 1api, namespace: shop } # !SL5320 metadata.name\nspec: { ports: [{ port: 80 }] }\n"),
        ("a namespace with a dot", "apiVersion: v1\nkind: Namespace\nmetadata: { name: a.b } # !SL5320 metadata.name\n"),
        ("a long cron job", $"apiVersion: batch/v1\nkind: CronJob\nmetadata: {{ name: {new string('a', 53)}, namespace: shop }} # !SL5320 metadata.name\nspec: {{ schedule: \"@daily\", jobTemplate: {{ spec: {{ template: {{ spec: {{ restartPolicy: Never, containers: [{{ name: a, image: a:1 }}] }} }} }} }} }}\n"),
        ("a container with an underscore", Pod("containers: [{ name: my_api, image: a:1 }] # !SL5320 spec.template.spec.containers[0].name")),
        ("a label with a space", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: shop\n  labels: { team: a b } # !SL5321 metadata.labels[team]\n"),
        ("a label of 64 characters", $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: shop\n  labels: {{ team: {new string('a', 64)} }} # !SL5321 metadata.labels[team]\n"),
        ("a label with two slashes", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: shop\n  labels: { a/b/c: d } # !SL5321 metadata.labels\n"),
        ("an annotation with a space", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: shop\n  annotations: { my note: d } # !SL5322 metadata.annotations\n"),
        ("a finaliser without a domain", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: shop\n  finalizers: [wait] # !SL5323 metadata.finalizers\n"),
        ("a port of 70000", Container("ports: [{ containerPort: 70000 }] # !SL5324 " + C + ".ports[0].containerPort")),
        ("a port's name that is too long", Container("ports: [{ containerPort: 80, name: a-very-long-name }] # !SL5324 " + C + ".ports[0].name")),
        ("a port of a Service that is 0", Of("v1", "Service", "spec:\n  ports: [{ port: 0 }] # !SL5324 spec.ports[0].port\n")),
        ("a target port in quotes", Of("v1", "Service", "spec:\n  ports: [{ port: 80, targetPort: \"8080\" }] # !SL5324 spec.ports[0].targetPort\n")),
        ("a variable with an equals sign", Container("env: [{ name: A=B, value: x }] # !SL5325 " + C + ".env[0].name")),
        ("a file's path as a key", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata: { conf/app.conf: x } # !SL5326 data[conf/app.conf]\n"),
        ("a key in both", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata: { k: x }\nbinaryData: { k: eA== } # !SL5326 binaryData[k]\n"),
        ("too large", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{ name: a, namespace: shop }}\ndata: {{ k: {new string('x', 1_048_577)} }} # !SL5327 data\n"),
        ("In without values", Of("networking.k8s.io/v1", "NetworkPolicy", "spec:\n  podSelector:\n    matchExpressions: [{ key: a, operator: In }] # !SL5328 spec.podSelector.matchExpressions[0].values\n")),
        ("a TLS Secret without its key", "apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: shop }\ntype: kubernetes.io/tls # !SL5329 type\ndata: { tls.crt: eA== }\n"),
    ];

    public static readonly IReadOnlyList<(string Name, string Yaml)> Pods =
    [
        ("a selector that the template misses", "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a, namespace: shop }\nspec:\n  selector: { matchLabels: { app: a } } # !SL5330 spec.selector.matchLabels[app]\n  template: { metadata: { labels: { app: b } }, spec: { containers: [{ name: a, image: a:1 }] } }\n"),
        ("an expression that the template misses", "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a, namespace: shop }\nspec:\n  selector: { matchExpressions: [{ key: app, operator: Exists }] } # !SL5330 spec.selector.matchExpressions[0]\n  template: { metadata: { labels: { ap: b } }, spec: { containers: [{ name: a, image: a:1 }] } }\n"),
        ("an empty selector", "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a, namespace: shop }\nspec:\n  selector: {} # !SL5330 spec.selector\n  template: { metadata: { labels: { app: b } }, spec: { containers: [{ name: a, image: a:1 }] } }\n"),
        ("a mount without its volume", Container("volumeMounts: [{ name: data, mountPath: /data }] # !SL5331 " + C + ".volumeMounts[0].name")),
        ("two ports of one name", Container("ports:\n  - { containerPort: 80, name: http }\n  - { containerPort: 81, name: http } # !SL5332 " + C + ".ports[1].name")),
        ("one name for two kinds of container", Pod("initContainers: [{ name: api, image: a:1 }]\ncontainers: [{ name: api, image: a:1 }] # !SL5332 spec.template.spec.containers[0].name")),
        ("one port of the host twice", Pod("containers:\n  - { name: a, image: a:1, ports: [{ containerPort: 80, hostPort: 80 }] }\n  - { name: b, image: b:1, ports: [{ containerPort: 81, hostPort: 80 }] } # !SL5332 spec.template.spec.containers[1].ports[0].hostPort")),
        ("a probe without a handler", Container("livenessProbe:\n  periodSeconds: 5 # !SL5333 " + C + ".livenessProbe")),
        ("a probe with two handlers", Container("livenessProbe:\n  httpGet: { port: 80 } # !SL5333 " + C + ".livenessProbe\n  tcpSocket: { port: 80 }")),
        ("a volume without a source", Pod("containers: [{ name: a, image: a:1 }]\nvolumes:\n  - name: v # !SL5333 spec.template.spec.volumes[0]")),
        ("a volume with two sources", Pod("containers: [{ name: a, image: a:1 }]\nvolumes:\n  - name: v # !SL5333 spec.template.spec.volumes[0]\n    emptyDir: {}\n    configMap: { name: c }")),
        ("a variable of two sources", Container("env:\n  - name: A\n    valueFrom:\n      secretKeyRef: { name: s, key: k } # !SL5333 " + C + ".env[0].valueFrom\n      configMapKeyRef: { name: c, key: k }")),
        ("a probe of a port that has another name", Container("ports: [{ containerPort: 80, name: http }]\nreadinessProbe: { httpGet: { port: web } } # !SL5334 " + C + ".readinessProbe.httpGet.port")),
        ("a Deployment that does not restart", Pod("restartPolicy: Never # !SL5335 spec.template.spec.restartPolicy\ncontainers: [{ name: a, image: a:1 }]")),
        ("a Job that restarts always", Of("batch/v1", "Job", "spec:\n  template:\n    spec:\n      containers: [{ name: a, image: a:1 }] # !SL5335 spec.template.spec.restartPolicy\n")),
        ("a deadline of a Deployment", Pod("activeDeadlineSeconds: 5 # !SL5335 spec.template.spec.activeDeadlineSeconds\ncontainers: [{ name: a, image: a:1 }]")),
        ("a request over its limit", Container("resources:\n  limits: { memory: 256Mi }\n  requests: { memory: 1Gi } # !SL5336 " + C + ".resources.requests.memory")),
        ("a negative request", Container("resources: { requests: { cpu: -1 } } # !SL5336 " + C + ".resources.requests.cpu")),
        ("a resource of claims", Container("resources: { requests: { storage: 1Gi } } # !SL5336 " + C + ".resources.requests.storage")),
        ("a GPU requested without a limit", Container("resources: { requests: { nvidia.com/gpu: 1 } } # !SL5336 " + C + ".resources.requests.nvidia.com/gpu")),
        ("privileged without escalation", Container("securityContext:\n  privileged: true\n  allowPrivilegeEscalation: false # !SL5337 " + C + ".securityContext.allowPrivilegeEscalation")),
        ("root that must not be root", Pod("securityContext: { runAsNonRoot: true, runAsUser: 0 } # !SL5337 spec.template.spec.securityContext.runAsUser\ncontainers: [{ name: a, image: a:1 }]")),
        ("a local profile without its name", Container("securityContext: { seccompProfile: { type: Localhost } } # !SL5337 " + C + ".securityContext.seccompProfile.localhostProfile")),
        ("a user that is negative", Container("securityContext: { runAsUser: -1 } # !SL5337 " + C + ".securityContext.runAsUser")),
        ("another port of the host", Pod("hostNetwork: true\ncontainers: [{ name: a, image: a:1, ports: [{ containerPort: 80, hostPort: 81 }] }] # !SL5338 spec.template.spec.containers[0].ports[0].hostPort")),
        ("a variable with both", Container("env:\n  - name: A\n    value: x\n    valueFrom: { secretKeyRef: { name: s, key: k } } # !SL5339 " + C + ".env[0].valueFrom")),
        ("a field that a variable cannot have", Container("env: [{ name: A, valueFrom: { fieldRef: { fieldPath: status.phase } } }] # !SL5339 " + C + ".env[0].valueFrom.fieldRef.fieldPath")),
        ("no image", Pod("containers:\n  - name: a # !SL5340 spec.template.spec.containers[0].image")),
        ("no container", Pod("containers: [] # !SL5340 spec.template.spec.containers")),
        ("a colon in a mount", Container("volumeMounts: [{ name: v, mountPath: \"/a:ro\" }] # !SL5341 " + C + ".volumeMounts[0].mountPath") + "      volumes: [{ name: v, emptyDir: {} }]\n"),
        ("a subPath that climbs", Container("volumeMounts: [{ name: v, mountPath: /a, subPath: ../b }] # !SL5341 " + C + ".volumeMounts[0].subPath") + "      volumes: [{ name: v, emptyDir: {} }]\n"),
        ("a mode in decimal", Pod("containers: [{ name: a, image: a:1 }]\nvolumes: [{ name: v, configMap: { name: c, defaultMode: 644 } }] # !SL5341 spec.template.spec.volumes[0].configMap.defaultMode")),
        ("a toleration of everything with a value", Pod("containers: [{ name: a, image: a:1 }]\ntolerations: [{ key: a, operator: Exists, value: b }] # !SL5342 spec.template.spec.tolerations[0].value")),
        ("a weight of 0", Pod("containers: [{ name: a, image: a:1 }]\naffinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, podAffinityTerm: { topologyKey: a } }] } } # !SL5342 spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight")),
        ("a skew of 0", Pod("containers: [{ name: a, image: a:1 }]\ntopologySpreadConstraints: [{ maxSkew: 0, topologyKey: a, whenUnsatisfiable: DoNotSchedule }] # !SL5342 spec.template.spec.topologySpreadConstraints[0].maxSkew")),
        ("a liveness probe that succeeds twice", Container("livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 } # !SL5343 " + C + ".livenessProbe.successThreshold")),
        ("a probe of a container that ends", Pod("initContainers: [{ name: i, image: a:1, readinessProbe: { tcpSocket: { port: 80 } } }] # !SL5343 spec.template.spec.initContainers[0].readinessProbe\ncontainers: [{ name: a, image: a:1 }]")),
        ("a probe without a command", Container("livenessProbe: { exec: {} } # !SL5343 " + C + ".livenessProbe.exec")),
        ("an alias of no address", Pod("containers: [{ name: a, image: a:1 }]\nhostAliases: [{ ip: host-gateway, hostnames: [docker] }] # !SL5344 spec.template.spec.hostAliases[0].ip")),
        ("no name servers", Pod("containers: [{ name: a, image: a:1 }]\ndnsPolicy: None # !SL5344 spec.template.spec.dnsPolicy")),
    ];

    private const string Template = "template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: a, image: a:1 }] } }";
    private const string JobTemplate = "template: { spec: { restartPolicy: Never, containers: [{ name: a, image: a:1 }] } }";

    public static readonly IReadOnlyList<(string Name, string Yaml)> Kinds =
    [
        ("Recreate with a rolling update", Of("apps/v1", "Deployment", "spec:\n  selector: { matchLabels: { app: a } }\n  strategy: { type: Recreate, rollingUpdate: { maxSurge: 1 } } # !SL5345 spec.strategy.rollingUpdate\n  " + Template)),
        ("an update that cannot begin", Of("apps/v1", "Deployment", "spec:\n  selector: { matchLabels: { app: a } }\n  strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } # !SL5345 spec.strategy.rollingUpdate.maxUnavailable\n  " + Template)),
        ("negative replicas", Of("apps/v1", "Deployment", "spec:\n  replicas: -1 # !SL5345 spec.replicas\n  selector: { matchLabels: { app: a } }\n  " + Template)),
        ("an indexed Job without completions", Of("batch/v1", "Job", "spec:\n  completionMode: Indexed # !SL5346 spec.completionMode\n  " + JobTemplate)),
        ("negative parallelism", Of("batch/v1", "Job", "spec:\n  parallelism: -1 # !SL5346 spec.parallelism\n  " + JobTemplate)),
        ("a schedule of six fields", Of("batch/v1", "CronJob", "spec:\n  schedule: 0 0 * * * * # !SL5347 spec.schedule\n  jobTemplate: { spec: { " + JobTemplate + " } }\n")),
        ("a schedule at hour 24", Of("batch/v1", "CronJob", "spec:\n  schedule: 0 24 * * * # !SL5347 spec.schedule\n  jobTemplate: { spec: { " + JobTemplate + " } }\n")),
        ("a zone in the schedule", Of("batch/v1", "CronJob", "spec:\n  schedule: TZ=Europe/Amsterdam 0 3 * * * # !SL5347 spec.schedule\n  jobTemplate: { spec: { " + JobTemplate + " } }\n")),
        ("a Service's name in capitals", Of("apps/v1", "StatefulSet", "spec:\n  serviceName: Db # !SL5348 spec.serviceName\n  selector: { matchLabels: { app: a } }\n  " + Template)),
        ("fewer at most than at least", Of("autoscaling/v2", "HorizontalPodAutoscaler", "spec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: a }\n  minReplicas: 4\n  maxReplicas: 2 # !SL5349 spec.maxReplicas\n")),
        ("a target without its value", Of("autoscaling/v2", "HorizontalPodAutoscaler", "spec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: a }\n  maxReplicas: 2\n  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization } } }] # !SL5349 spec.metrics[0].resource.target.averageUtilization\n")),
        ("a budget of both", Of("policy/v1", "PodDisruptionBudget", "spec:\n  minAvailable: 1\n  maxUnavailable: 1 # !SL5350 spec.maxUnavailable\n  selector: { matchLabels: { app: a } }\n")),
        ("an external name that is a URL", Of("v1", "Service", "spec:\n  type: ExternalName\n  externalName: https://example.org # !SL5351 spec.externalName\n")),
        ("two ports without names", Of("v1", "Service", "spec:\n  ports:\n    - { port: 80, name: http }\n    - { port: 81 } # !SL5351 spec.ports[1].name\n")),
        ("a headless load balancer", Of("v1", "Service", "spec:\n  type: LoadBalancer\n  clusterIP: None # !SL5351 spec.clusterIP\n  ports: [{ port: 80 }]\n")),
        ("a node port of a cluster IP", Of("v1", "Service", "spec:\n  ports: [{ port: 80, nodePort: 30080 }] # !SL5351 spec.ports[0].nodePort\n")),
        ("no ports", Of("v1", "Service", "spec: { selector: { app: a } } # !SL5351 spec.ports\n")),
        ("one port twice in a Service", Of("v1", "Service", "spec:\n  ports:\n    - { port: 80, name: a }\n    - { port: 80, name: b } # !SL5310 spec.ports[1]\n")),
        ("a path without a slash", Of("networking.k8s.io/v1", "Ingress", "spec:\n  rules:\n    - host: example.org\n      http: { paths: [{ path: api, pathType: Prefix, backend: { service: { name: a, port: { number: 80 } } } }] } # !SL5352 spec.rules[0].http.paths[0].path\n")),
        ("a path without its type", Of("networking.k8s.io/v1", "Ingress", "spec:\n  rules:\n    - host: example.org\n      http: { paths: [{ path: /, backend: { service: { name: a, port: { number: 80 } } } }] } # !SL5304 spec.rules[0].http.paths[0]\n")),
        ("a host with a port", Of("networking.k8s.io/v1", "Ingress", "spec:\n  rules: [{ host: \"example.org:8080\" }] # !SL5352 spec.rules[0].host\n")),
        ("a backend without a port", Of("networking.k8s.io/v1", "Ingress", "spec:\n  defaultBackend: { service: { name: a } } # !SL5333 spec.defaultBackend.service.port\n")),
        ("a block with a selector", Of("networking.k8s.io/v1", "NetworkPolicy", "spec:\n  podSelector: {}\n  ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 }, podSelector: {} }] }] # !SL5353 spec.ingress[0].from[0].ipBlock\n")),
        ("a peer that is nobody", Of("networking.k8s.io/v1", "NetworkPolicy", "spec:\n  podSelector: {}\n  ingress: [{ from: [{}] }] # !SL5353 spec.ingress[0].from[0]\n")),
        ("an exception outside", Of("networking.k8s.io/v1", "NetworkPolicy", "spec:\n  podSelector: {}\n  egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [11.0.0.0/16] } }] }] # !SL5353 spec.egress[0].to[0].ipBlock.except\n")),
        ("a last port before the first", Of("networking.k8s.io/v1", "NetworkPolicy", "spec:\n  podSelector: {}\n  ingress: [{ ports: [{ port: 90, endPort: 80 }] }] # !SL5353 spec.ingress[0].ports[0].endPort\n")),
        ("an address without a length", Of("networking.k8s.io/v1", "NetworkPolicy", "spec:\n  podSelector: {}\n  egress: [{ to: [{ ipBlock: { cidr: 10.0.0.1 } }] }] # !SL5353 spec.egress[0].to[0].ipBlock.cidr\n")),
        ("a claim without a size", Of("v1", "PersistentVolumeClaim", "spec:\n  accessModes: [ReadWriteOnce] # !SL5354 spec.resources\n")),
        ("a claim without a mode", Of("v1", "PersistentVolumeClaim", "spec:\n  resources: { requests: { storage: 1Gi } } # !SL5354 spec.accessModes\n")),
        ("a mode that is none", Of("v1", "PersistentVolumeClaim", "spec:\n  accessModes: [RWO] # !SL5306 spec.accessModes[0]\n  resources: { requests: { storage: 1Gi } }\n")),
        ("a rule without a group", "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: a, namespace: shop }\nrules:\n  - { resources: [pods], verbs: [get] } # !SL5355 rules[0].apiGroups\n"),
        ("a service account without its namespace", "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: a, namespace: shop }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: a }\nsubjects: [{ kind: ServiceAccount, name: a }] # !SL5355 subjects[0].namespace\n"),
        ("a minimum over the maximum", Of("v1", "LimitRange", "spec:\n  limits: [{ type: Container, min: { cpu: 2 }, max: { cpu: 1 } }] # !SL5356 spec.limits[0].min.cpu\n")),
        ("a negative quota", Of("v1", "ResourceQuota", "spec:\n  hard: { pods: \"-1\" } # !SL5356 spec.hard[pods]\n")),
        ("an endpoint that is a loopback", "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: { name: a, namespace: shop }\naddressType: IPv4\nendpoints: [{ addresses: [127.0.0.1] }] # !SL5357 endpoints[0].addresses\n"),
        ("a definition of another name", "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: things } # !SL5358 metadata.name\nspec:\n  group: example.org\n  scope: Namespaced\n  names: { kind: Thing, plural: things }\n  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]\n"),
    ];
}
