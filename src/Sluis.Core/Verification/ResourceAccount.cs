using Sluis.Core.Compose;
using Sluis.Core.Planning;
using Sluis.Core.Yaml;

namespace Sluis.Core.Verification;

/// <summary>Accounts for what stands outside services: the name, networks, volumes, secrets, configs, models, extensions.</summary>
internal static class ResourceAccount
{
    public static Outcome? Of(RepositoryIndex index, ComposeProject project, List<string> keys, Node leaf)
    {
        if (keys[0].StartsWith("x-", StringComparison.Ordinal))
            return Outcome.Dropped("an extension has no meaning of its own; what refers to it is merged", "Nothing.");
        return keys[0] switch
        {
            "name" => Outcome.Adapted("platform/namespaces/base", "metadata.labels", "the project's services are in the domain's namespace"),
            "networks" => Network(keys),
            "volumes" => Volume(index, project, keys),
            "secrets" => index.Plan.Choices.SecretDelivery == SecretDelivery.ExternalSecrets
                ? Outcome.Adapted("platform/secrets/base", "spec", "the secret store fills the Secrets that use it")
                : Outcome.Adapted("docs/secrets.md", null, "the operator puts it into the Secrets that use it"),
            "configs" => Outcome.Adapted("apps", "data", "a ConfigMap of each service that uses it"),
            "models" => Outcome.Dropped("a model runner is a service of its own", "Deploy the model as a workload and set its address."),
            "services" => Outcome.Exact(null, null),
            _ => null,
        };
    }

    private static Outcome Network(List<string> keys) => keys.Count > 2 && keys[2] is "ipam" or "enable_ipv4" or "enable_ipv6" or "driver_opts" or "driver"
        ? Outcome.Dropped("the network plugin gives addresses", "Nothing; choose the plugin in sluis.yaml.")
        : keys.Count > 2 && keys[2] == "labels"
            ? Outcome.Dropped("nothing in the cluster reads labels of a network", "Nothing.")
            : Outcome.Adapted("apps", "NetworkPolicy", "NetworkPolicies allow what the network was needed for");

    private static Outcome Volume(RepositoryIndex index, ComposeProject project, List<string> keys)
    {
        var name = ((project.Section("volumes")[keys[1]] as MapNode)?["name"] as ScalarNode)?.Text ?? keys[1];
        foreach (var workload in index.Plan.Workloads)
            foreach (var volume in workload.Volumes)
                if (volume.Store.Value == name)
                    return keys.Count > 2 && keys[2] is "driver_opts" or "labels"
                        ? Outcome.Dropped("the storage class decides how the volume is made", "Choose the storage class in sluis.yaml.")
                        : Outcome.Adapted(volume.InTemplate ? index.File(workload.Namespace, "StatefulSet", workload.Name) : index.File(workload.Namespace, "PersistentVolumeClaim", volume.ClaimName) ?? index.Container(workload.Service.Key)?.File,
                            volume.InTemplate ? "spec.volumeClaimTemplates" : "spec", "a PersistentVolumeClaim holds the data");
        return Outcome.Dropped("no service that moves mounts this volume", "Remove it, or carry its data by hand.");
    }
}
