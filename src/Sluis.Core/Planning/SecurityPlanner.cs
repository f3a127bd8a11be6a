using System.Globalization;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

/// <summary>
/// As strict as the service allows, by the Pod Security Standards.
/// https://kubernetes.io/docs/concepts/security/pod-security-standards/
/// </summary>
internal static class SecurityPlanner
{
    public static SecurityPlan Decide(WorkloadDraft draft)
    {
        var service = draft.Service;
        var settings = service.Security;
        var caps = Capabilities(settings.CapAdd);
        var (uid, gid) = User(draft);
        var (level, reason) = Level(draft, caps, uid);
        var options = settings.SecurityOptions;
        var restricted = level == PodSecurityLevel.Restricted;
        return new SecurityPlan
        {
            Level = level,
            Reason = reason,
            RunAsUser = uid,
            RunAsGroup = gid,
            FsGroup = uid is > 0 && draft.Volumes.Count > 0 ? gid is > 0 ? gid : uid : null,
            SupplementalGroups = [.. settings.GroupAdd.Select(UserNames.Plain).OfType<long>()],
            RunAsNonRoot = restricted ? true : null,
            Privileged = settings.Privileged,
            ReadOnlyRootFilesystem = settings.ReadOnlyRoot,
            AllowPrivilegeEscalation = !restricted && (settings.Privileged || !NoNewPrivileges(options)) && (settings.Privileged || draft.Fact is null || caps.Contains("SYS_ADMIN")),
            AddCapabilities = caps,
            DropCapabilities = restricted ? ["ALL"] : Capabilities(settings.CapDrop),
            SeccompProfile = settings.Privileged || options.Any(o => Is(o, "seccomp", "unconfined")) ? "Unconfined" : "RuntimeDefault",
            AppArmorProfile = options.Any(o => Is(o, "apparmor", "unconfined")) ? "Unconfined" : null,
            Sysctls = Sysctls(service, restricted),
        };
    }

    private static (PodSecurityLevel, string) Level(WorkloadDraft draft, EquatableArray<string> caps, long? uid)
    {
        var service = draft.Service;
        var settings = service.Security;
        if (settings.Privileged)
            return (PodSecurityLevel.Privileged, "privileged: true");
        if (service.NetworkMode is NetworkMode.Host)
            return (PodSecurityLevel.Privileged, "network_mode: host");
        if (settings.Pid == "host" || settings.Ipc == "host")
            return (PodSecurityLevel.Privileged, "it shares the host's processes");
        foreach (var mount in service.Mounts)
            if (mount is Mount.HostPath(var source, _) && HostPaths.IsSystem(source))
                return (PodSecurityLevel.Privileged, $"it mounts {source} of the host");
        foreach (var hook in service.Lifecycle.PreStart)
            if (hook.Privileged)
                return (PodSecurityLevel.Privileged, "a pre_start step is privileged");
        if (settings.Devices.Count > 0)
            return (PodSecurityLevel.Privileged, $"it uses the device {settings.Devices[0].Source}");
        foreach (var option in settings.SecurityOptions)
            if (Is(option, "seccomp", "unconfined") || Is(option, "apparmor", "unconfined"))
                return (PodSecurityLevel.Privileged, option);
        foreach (var cap in caps)
            if (!IsBaseline(cap))
                return (PodSecurityLevel.Privileged, $"it adds the capability {cap}");
        foreach (var (name, _) in settings.Sysctls)
            if (!IsSafeSysctl(name))
                return (PodSecurityLevel.Privileged, $"it sets the kernel parameter {name}");
        foreach (var cap in caps)
            if (cap != "NET_BIND_SERVICE")
                return (PodSecurityLevel.Baseline, $"it adds the capability {cap}");
        foreach (var hook in service.Lifecycle.PreStart)
            if (hook.User is { } user && UserNames.Number(user) == 0)
                return (PodSecurityLevel.Baseline, "a pre_start step runs as root");
        return uid switch
        {
            > 0 => (PodSecurityLevel.Restricted, $"runs as user {uid}"),
            0 => (PodSecurityLevel.Baseline, "it is stated to run as root"),
            _ when settings.User is { Length: > 0 } name => (PodSecurityLevel.Baseline, $"the number of user \"{name}\" is not known, so it cannot be held to non-root"),
            _ => (PodSecurityLevel.Baseline, "nothing shows that the image runs without root"),
        };
    }

    private static (long? Uid, long? Gid) User(WorkloadDraft draft)
    {
        if (draft.Intent.RunAsUser is { } stated)
            return (stated, stated == draft.Fact?.Uid ? draft.Fact?.Gid : null);
        if (draft.Service.Security.User is { Length: > 0 } user)
        {
            var colon = user.IndexOf(':');
            var uid = UserNames.Number(colon < 0 ? user : user[..colon]);
            return (uid, uid is null || colon < 0 ? null : UserNames.Plain(user[(colon + 1)..]));
        }
        return (draft.Fact?.Uid, draft.Fact?.Gid);
    }

    private static EquatableArray<KeyValuePair<string, string>> Sysctls(PlatformService service, bool restricted)
    {
        var sysctls = service.Security.Sysctls;
        if (!restricted || sysctls.Any(s => s.Key == "net.ipv4.ip_unprivileged_port_start") || !service.Ports.Any(p => p.Number < 1024))
            return sysctls;
        // As Docker does for every container, so that a user other than root may listen on a low port.
        return [.. sysctls, new("net.ipv4.ip_unprivileged_port_start", "0")];
    }

    private static EquatableArray<string> Capabilities(EquatableArray<string> names)
    {
        if (names.IsEmpty)
            return [];
        var all = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var upper = name.ToUpperInvariant();
            all.Add(upper.StartsWith("CAP_", StringComparison.Ordinal) ? upper[4..] : upper);
        }
        return [.. all];
    }

    private static bool IsBaseline(string capability) => capability is "AUDIT_WRITE" or "CHOWN" or "DAC_OVERRIDE" or "FOWNER" or "FSETID"
        or "KILL" or "MKNOD" or "NET_BIND_SERVICE" or "SETFCAP" or "SETGID" or "SETPCAP" or "SETUID" or "SYS_CHROOT";

    private static bool IsSafeSysctl(string name) => name is "kernel.shm_rmid_forced" or "net.ipv4.ip_local_port_range"
        or "net.ipv4.ip_unprivileged_port_start" or "net.ipv4.tcp_syncookies" or "net.ipv4.ping_group_range"
        or "net.ipv4.ip_local_reserved_ports" or "net.ipv4.tcp_keepalive_time" or "net.ipv4.tcp_fin_timeout"
        or "net.ipv4.tcp_keepalive_intvl" or "net.ipv4.tcp_keepalive_probes";

    private static bool NoNewPrivileges(EquatableArray<string> options) => options.Any(o => Is(o, "no-new-privileges", "true") || o == "no-new-privileges");

    private static bool Is(string option, string key, string value) =>
        option.StartsWith(key, StringComparison.Ordinal) && option.Length == key.Length + 1 + value.Length
        && option[key.Length] is ':' or '=' && option.EndsWith(value, StringComparison.Ordinal);
}
