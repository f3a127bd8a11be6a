using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Posture.PodSecurity;

namespace Sluis.Core.Tests.Proof.Posture;

/// <summary>Every restricted field of https://kubernetes.io/docs/concepts/security/pod-security-standards/, with values that are allowed and values that are not.</summary>
public class PodSecurityStandardsTests
{
    /// <summary>A Pod that meets restricted; SPEC, META, CTX and CONTAINER are where the rows write.</summary>
    private const string Good = """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, namespace: n, annotations: {META}}
        spec:
          securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, POD}
          containers:
          - {name: c, image: "i:1", securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, CTX}, CONTAINER}
          initContainers:
          - {name: i, image: "i:1", securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}
          SPEC
        """;

    public static TheoryData<string, string, string> Baseline() => new()
    {
        // placeholder, what is written there, the field that is refused ("" where it is allowed)
        { "POD", "windowsOptions: {hostProcess: true}", "spec.securityContext.windowsOptions.hostProcess" },
        { "POD", "windowsOptions: {hostProcess: false}", "" },
        { "CTX", "windowsOptions: {hostProcess: true}", "spec.containers[0].securityContext.windowsOptions.hostProcess" },
        { "CTX", "windowsOptions: {hostProcess: false}", "" },
        { "SPEC", "hostNetwork: true", "spec.hostNetwork" },
        { "SPEC", "hostNetwork: false", "" },
        { "SPEC", "hostPID: true", "spec.hostPID" },
        { "SPEC", "hostPID: false", "" },
        { "SPEC", "hostIPC: true", "spec.hostIPC" },
        { "SPEC", "hostIPC: false", "" },
        { "CTX", "privileged: true", "spec.containers[0].securityContext.privileged" },
        { "CTX", "privileged: false", "" },
        { "SPEC", "ephemeralContainers: [{name: e, securityContext: {privileged: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]", "spec.ephemeralContainers[0].securityContext.privileged" },
        { "CTX2", "[NET_ADMIN]", "spec.containers[0].securityContext.capabilities.add[0]" },
        { "CTX2", "[CHOWN, NET_RAW]", "spec.containers[0].securityContext.capabilities.add[1]" },
        { "CTX2", "[ALL]", "spec.containers[0].securityContext.capabilities.add[0]" },
        { "CTX2", "[AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, SETFCAP, SETGID, SETPCAP, SETUID, SYS_CHROOT]", "" },
        { "SPEC", "volumes: [{name: a, emptyDir: {}}, {name: v, hostPath: {path: /}}]", "spec.volumes[1].hostPath" },
        { "CONTAINER", "ports: [{containerPort: 1}, {containerPort: 80, hostPort: 80}]", "spec.containers[0].ports[1].hostPort" },
        { "CONTAINER", "ports: [{containerPort: 80, hostPort: 0}]", "" },
        { "CONTAINER", "livenessProbe: {httpGet: {host: 10.0.0.1, port: 80}}", "spec.containers[0].livenessProbe.httpGet.host" },
        { "CONTAINER", "readinessProbe: {tcpSocket: {host: db, port: 80}}", "spec.containers[0].readinessProbe.tcpSocket.host" },
        { "CONTAINER", "startupProbe: {httpGet: {host: x, port: 80}}", "spec.containers[0].startupProbe.httpGet.host" },
        { "CONTAINER", "lifecycle: {postStart: {httpGet: {host: x, port: 80}}}", "spec.containers[0].lifecycle.postStart.httpGet.host" },
        { "CONTAINER", "lifecycle: {preStop: {tcpSocket: {host: x, port: 80}}}", "spec.containers[0].lifecycle.preStop.tcpSocket.host" },
        { "CONTAINER", "livenessProbe: {httpGet: {host: '', port: 80}}", "" },
        { "POD", "appArmorProfile: {type: Unconfined}", "spec.securityContext.appArmorProfile.type" },
        { "POD", "appArmorProfile: {type: RuntimeDefault}", "" },
        { "CTX", "appArmorProfile: {type: Unconfined}", "spec.containers[0].securityContext.appArmorProfile.type" },
        { "CTX", "appArmorProfile: {type: Localhost, localhostProfile: p}", "" },
        { "META", "container.apparmor.security.beta.kubernetes.io/c: unconfined", "metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]" },
        { "META", "container.apparmor.security.beta.kubernetes.io/c: runtime/default", "" },
        { "META", "container.apparmor.security.beta.kubernetes.io/c: localhost/mine", "" },
        { "POD", "seLinuxOptions: {type: spc_t}", "spec.securityContext.seLinuxOptions.type" },
        { "POD", "seLinuxOptions: {type: container_engine_t, level: 's0:c1'}", "" },
        { "CTX", "seLinuxOptions: {type: container_t}", "" },
        { "CTX", "seLinuxOptions: {type: container_init_t}", "" },
        { "CTX", "seLinuxOptions: {type: container_kvm_t}", "" },
        { "CTX", "seLinuxOptions: {type: unconfined_t}", "spec.containers[0].securityContext.seLinuxOptions.type" },
        { "CTX", "seLinuxOptions: {user: u}", "spec.containers[0].securityContext.seLinuxOptions.user" },
        { "CTX", "seLinuxOptions: {role: r}", "spec.containers[0].securityContext.seLinuxOptions.role" },
        { "CTX", "procMount: Unmasked", "spec.containers[0].securityContext.procMount" },
        { "CTX", "procMount: Default", "" },
        { "CTX", "seccompProfile: {type: Unconfined}", "spec.containers[0].securityContext.seccompProfile.type" },
        { "CTX", "seccompProfile: {type: Localhost, localhostProfile: p}", "" },
        { "POD", "sysctls: [{name: net.ipv4.tcp_syncookies, value: '1'}, {name: kernel.msgmax, value: '1'}]", "spec.securityContext.sysctls[1].name" },
        { "POD", "sysctls: [{name: kernel.shm_rmid_forced, value: '1'}, {name: net.ipv4.ip_local_port_range, value: a}, {name: net.ipv4.ip_unprivileged_port_start, value: '0'}, {name: net.ipv4.ping_group_range, value: a}, {name: net.ipv4.ip_local_reserved_ports, value: a}, {name: net.ipv4.tcp_keepalive_time, value: '1'}, {name: net.ipv4.tcp_fin_timeout, value: '1'}, {name: net.ipv4.tcp_keepalive_intvl, value: '1'}, {name: net.ipv4.tcp_keepalive_probes, value: '1'}, {name: net.ipv4.tcp_rmem, value: a}, {name: net.ipv4.tcp_wmem, value: a}]", "" },
    };

    [Theory]
    [MemberData(nameof(Baseline))]
    public void Baseline_refuses_exactly_the_field(string where, string what, string field)
    {
        var violations = PodSecurityStandards.Assess(Pod(where, what)).Baseline;
        if (field.Length == 0)
            Assert.Empty(violations);
        else
        {
            Assert.Equal([field], violations.Select(static v => v.Field));
            Assert.Equal("world.yaml", violations[0].At.File);
        }
    }

    public static TheoryData<string, string, string> Restricted() => new()
    {
        { "CTX", "", "" },
        { "SPEC", "volumes: [{name: a, configMap: {name: x}}, {name: b, csi: {driver: d}}, {name: c, downwardAPI: {}}, {name: d, emptyDir: {}}, {name: e, ephemeral: {}}, {name: f, image: {reference: r}}, {name: g, persistentVolumeClaim: {claimName: x}}, {name: h, projected: {}}, {name: i, secret: {secretName: s}}, {name: j}]", "" },
        { "SPEC", "volumes: [{name: v, hostPath: {path: /}}]", "spec.volumes[0].hostPath" },
        { "SPEC", "volumes: [{name: v, nfs: {server: s, path: /}}]", "spec.volumes[0].nfs" },
        { "SPEC", "volumes: [{name: v, gitRepo: {}}]", "spec.volumes[0].gitRepo" },
        { "SPEC", "volumes: [{name: v, awsElasticBlockStore: {}}]", "spec.volumes[0].awsElasticBlockStore" },
        { "CTX3", "{allowPrivilegeEscalation: true, capabilities: {drop: [ALL]}}", "spec.containers[0].securityContext.allowPrivilegeEscalation" },
        { "CTX3", "{capabilities: {drop: [ALL]}}", "spec.containers[0].securityContext.allowPrivilegeEscalation" },
        { "CTX3", "{allowPrivilegeEscalation: false}", "spec.containers[0].securityContext.capabilities.drop" },
        { "CTX3", "{allowPrivilegeEscalation: false, capabilities: {drop: [NET_RAW]}}", "spec.containers[0].securityContext.capabilities.drop" },
        { "CTX2", "[NET_BIND_SERVICE]", "" },
        { "CTX2", "[CHOWN]", "spec.containers[0].securityContext.capabilities.add[0]" },
        { "CTX", "runAsNonRoot: false", "spec.containers[0].securityContext.runAsNonRoot" },
        { "CTX", "runAsNonRoot: true", "" },
        { "CTX", "runAsUser: 0", "spec.containers[0].securityContext.runAsUser" },
        { "CTX", "runAsUser: 1000", "" },
        { "POD", "runAsUser: 0", "spec.securityContext.runAsUser" },
        { "CTX", "seccompProfile: {type: Unconfined}", "spec.containers[0].securityContext.seccompProfile.type" },
        { "CTX", "seccompProfile: {type: Localhost, localhostProfile: p}", "" },
        { "CTX", "procMount: Unmasked", "spec.containers[0].securityContext.procMount" },
    };

    [Theory]
    [MemberData(nameof(Restricted))]
    public void Restricted_refuses_exactly_the_field(string where, string what, string field) =>
        Assert.Equal(field.Length == 0 ? [] : [field], PodSecurityStandards.Assess(Pod(where, what)).Restricted.Select(static v => v.Field));

    [Fact]
    public void What_the_pod_states_holds_for_its_containers_and_what_nobody_states_is_at_the_container()
    {
        var pod = Read("""
            apiVersion: v1
            kind: Pod
            metadata: {name: p}
            spec:
              containers:
              - name: c
                image: i
            """);
        var assessment = PodSecurityStandards.Assess(pod);
        Assert.Equal(PodSecurityLevel.Baseline, assessment.Level);
        Assert.Equal(
            ["spec.containers[0].securityContext.allowPrivilegeEscalation", "spec.containers[0].securityContext.runAsNonRoot",
             "spec.containers[0].securityContext.seccompProfile.type", "spec.containers[0].securityContext.capabilities.drop"],
            assessment.Restricted.Select(static v => v.Field));
        Assert.All(assessment.Restricted, static v => Assert.Equal("world.yaml:6:5", v.At.ToString()));
    }

    [Fact]
    public void A_pod_that_says_false_is_refused_even_where_its_containers_say_true()
    {
        var pod = Read("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {securityContext: {runAsNonRoot: false, seccompProfile: {type: RuntimeDefault}}, containers: [{name: c, securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]}}");
        Assert.Equal(["spec.securityContext.runAsNonRoot"], PodSecurityStandards.Assess(pod).Restricted.Select(static v => v.Field));
    }

    [Theory]
    [InlineData("POD", "sysctls: [{name: net.ipv4.tcp_rmem, value: a}]", 31, false)]
    [InlineData("POD", "sysctls: [{name: net.ipv4.tcp_rmem, value: a}]", 32, true)]
    [InlineData("POD", "sysctls: [{name: net.ipv4.tcp_fin_timeout, value: a}]", 28, false)]
    [InlineData("POD", "sysctls: [{name: net.ipv4.ip_local_reserved_ports, value: a}]", 26, false)]
    [InlineData("POD", "seLinuxOptions: {type: container_engine_t}", 30, false)]
    [InlineData("POD", "seLinuxOptions: {type: container_engine_t}", 31, true)]
    [InlineData("CONTAINER", "livenessProbe: {httpGet: {host: x, port: 80}}", 33, true)]
    [InlineData("CONTAINER", "livenessProbe: {httpGet: {host: x, port: 80}}", 34, false)]
    public void A_pinned_version_decides(string where, string what, int minor, bool allowed) =>
        Assert.Equal(allowed, PodSecurityStandards.Assess(Pod(where, what), minor).Baseline.Count == 0);

    [Theory]
    [InlineData("hostUsers: false", 35, true)]
    [InlineData("hostUsers: false", 34, false)]
    [InlineData("hostUsers: true", 36, false)]
    public void A_pod_with_users_of_its_own_may_be_root_among_them(string spec, int minor, bool allowed)
    {
        var pod = Read(Yaml("SPEC", spec).Replace("runAsNonRoot: true", "runAsUser: 0", StringComparison.Ordinal));
        Assert.Equal(allowed, PodSecurityStandards.Assess(pod, minor).Restricted.Count == 0);
    }

    [Fact]
    public void Windows_has_no_capabilities_to_drop()
    {
        var pod = Read("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {os: {name: windows}, securityContext: {runAsNonRoot: true}, containers: [{name: c}]}}");
        Assert.Empty(PodSecurityStandards.Assess(pod).Restricted);
        Assert.Equal(3, PodSecurityStandards.Assess(pod, 24).Restricted.Count);
    }

    [Theory]
    [InlineData("latest", 36)]
    [InlineData("v1.33", 33)]
    [InlineData("v1.99", 36)]
    [InlineData("1.33", null)]
    [InlineData("v2.0", null)]
    [InlineData("v1.033", null)]
    [InlineData("", null)]
    public void Versions_are_read(string text, int? minor) => Assert.Equal(minor, PodSecurityStandards.ParseVersion(text));

    private static PodTemplate Pod(string where, string what) => Read(Yaml(where, what));

    private static string Yaml(string where, string what)
    {
        var yaml = Good;
        const string own = "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, CTX}";
        if (where == "CTX2")
            yaml = yaml.Replace(own, "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: " + what + "}}", StringComparison.Ordinal);
        else if (where == "CTX3")
            yaml = yaml.Replace(own, "securityContext: " + what, StringComparison.Ordinal);
        else
            yaml = yaml.Replace(where, what, StringComparison.Ordinal);
        foreach (var rest in (ReadOnlySpan<string>)[", POD", ", CTX", ", CONTAINER", "META", "SPEC"])
            yaml = yaml.Replace(rest, "", StringComparison.Ordinal);
        return yaml.Replace(", }", "}", StringComparison.Ordinal);
    }

    private static PodTemplate Read(string yaml) => PodTemplate.Of(World.Objects(yaml)[0]) ?? throw new InvalidOperationException("no Pod");
}
