using k8s.Models;
using Sluis.Core.Emit;

namespace Sluis.Core.Tests.Emit;

public class ConfigurationTests
{
    [Fact]
    public void A_mounted_folder_keeps_its_inner_paths()
    {
        var emitted = Emitted.From("""
            services:
              web: {image: "nginx:1.27", volumes: ["./conf:/etc/nginx/conf.d:ro"]}
            """, "", ("conf/a.conf", "a"), ("conf/inc/b.conf", "b"));
        var map = emitted.All<V1ConfigMap>().Single();
        var volume = emitted.Pod("web").Volumes.Single(v => v.ConfigMap is not null);
        Assert.Equal(["a", "b"], volume.ConfigMap.Items.Select(i => map.Data[i.Key]));
        Assert.Equal(["a.conf", "inc/b.conf"], volume.ConfigMap.Items.Select(i => i.Path));
    }

    [Fact]
    public void A_single_file_is_mounted_alone_and_its_change_rolls_the_pods()
    {
        const string compose = """
            services:
              web: {image: "nginx:1.27", volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]}
            """;
        var (before, after) = (Emitted.From(compose, "", ("nginx.conf", "events {}")), Emitted.From(compose, "", ("nginx.conf", "events { }")));
        var mount = before.Container("web").VolumeMounts.Single(m => m.MountPath == "/etc/nginx/nginx.conf");
        Assert.Equal("nginx.conf", mount.SubPath);
        Assert.NotEqual(Hash(before), Hash(after));

        static string Hash(Emitted emitted) => emitted.One<V1Deployment>("web").Spec.Template.Metadata.Annotations["sluis.dev/config-hash"];
    }

    [Fact]
    public void A_file_with_a_secret_is_a_template_beside_the_plain_ones()
    {
        var emitted = Emitted.From("""
            services:
              app: {image: "example/app:1", volumes: ["./conf:/conf:ro"], environment: {DB_PASSWORD: "${DB_PASSWORD}"}}
            """, "", (".env", "DB_PASSWORD=battery-staple-77"), ("conf/app.yaml", "password: battery-staple-77\nalert: '{{ $value }}'\n"), ("conf/plain.txt", "hello"));
        Assert.DoesNotContain(emitted.Tree.Files, f => f.Content.Span.IndexOf("battery-staple-77"u8) >= 0);
        if (emitted.All<CustomResource>().SingleOrDefault(c => c.Kind == "ExternalSecret" && c.Spec["target"]?["template"] is not null) is { } external)
        {
            Assert.Contains("password: {{ index . \"", external.Spec["target"]?["template"]?["data"]?["app.yaml"]?.ToString(), StringComparison.Ordinal);
            Assert.Equal(2, emitted.Pod("app").Volumes.Single(v => v.Projected is not null).Projected.Sources.Count);
        }
    }

    [Fact]
    public void Databases_keep_their_data_in_a_folder_of_the_volume()
    {
        var emitted = Emitted.From("""
            services:
              db: {image: "postgres:16", volumes: ["data:/var/lib/postgresql/data"]}
            volumes: {data: {}}
            """);
        var set = emitted.One<V1StatefulSet>("db");
        var mount = set.Spec.Template.Spec.Containers[0].VolumeMounts.Single();
        Assert.Equal(("data", "data"), (mount.Name, mount.SubPath));
        Assert.Equal("data", set.Spec.VolumeClaimTemplates.Single().Metadata.Name);
        Assert.Contains(emitted.All<V1Service>(), s => s.Metadata.Name == set.Spec.ServiceName && s.Spec.ClusterIP == "None");
    }
}
