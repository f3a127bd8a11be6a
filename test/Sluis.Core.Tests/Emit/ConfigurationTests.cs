using k8s.Models;
using Sluis.Core.Emit;
using Sluis.Core.IO;

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

    [Fact]
    public void A_folder_of_small_files_is_spread_over_several_config_maps()
    {
        var emitted = Emitted.From("""
            services:
              app: {image: "example/app:1", volumes: ["./boards:/boards:ro"]}
            """, "", ("boards/a.json", new string('a', 600_000)), ("boards/b.json", new string('b', 600_000)), ("boards/sub/c.json", new string('c', 100)));
        var maps = emitted.All<V1ConfigMap>().OrderBy(m => m.Metadata.Name, StringComparer.Ordinal).ToList();
        Assert.Equal(2, maps.Count);
        Assert.All(maps, m => Assert.True(m.Data.Sum(d => d.Key.Length + d.Value.Length) < 1_048_576));
        var sources = emitted.Pod("app").Volumes.Single().Projected.Sources;
        Assert.Equal(maps.Select(m => m.Metadata.Name), sources.Select(s => s.ConfigMap.Name));
        Assert.Equal(["b.json", "sub/c.json"], sources[1].ConfigMap.Items.Select(i => i.Path));
        Assert.Equal("ServerSideApply=true", maps[0].Metadata.Annotations["argocd.argoproj.io/sync-options"]);
    }

    [Fact]
    public void A_single_file_over_the_limit_is_an_error_with_its_place()
    {
        var understood = new Understanding.Understood("""
            name: shop
            services:
              app: {image: "example/app:1", volumes: ["./geo.mmdb:/geo.mmdb:ro"]}
            """).File("/work/geo.mmdb", new string('x', 1_100_000));
        Assert.Contains("SL2108", understood.Codes);
    }

    [Fact]
    public void Key_stores_and_private_keys_are_secrets_and_their_bytes_are_in_no_file()
    {
        byte[] store = [0x30, 0x82, 0xff, 0xfe, 0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77];
        var pem = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n";
        var emitted = Emitted.From(new MemorySourceTree("/srv/shop").Add("certs/app.p12", store).Add("certs/tls.key", pem).Add("certs/ca.crt", "public").Add("compose.yaml", """
            services:
              app: {image: "example/app:1", volumes: ["./certs:/certs:ro"]}
            """));
        Assert.DoesNotContain(emitted.Tree.Files, f => f.Content.Span.IndexOf(System.Text.Encoding.UTF8.GetBytes(Convert.ToBase64String(store))) >= 0
            || f.Content.Span.IndexOf("MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"u8) >= 0);
        Assert.Equal(["ca.crt"], emitted.All<V1ConfigMap>().Single().Data.Keys);
        var external = emitted.All<CustomResource>().Single(c => c.Kind == "ExternalSecret" && c.Spec["target"]?["template"] is not null);
        Assert.Contains("\"decodingStrategy\":\"Base64\"", external.Spec.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("base64 goes into the store", emitted.Text("docs/secrets.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_and_only_read_is_left_out_with_a_finding()
    {
        var emitted = Emitted.From("""
            services:
              app: {image: "example/app:1", volumes: ["./rules:/rules:ro", "./app.conf:/etc/app.conf", "./uploads:/uploads"]}
            """);
        Assert.Equal(["/uploads"], emitted.Container("app").VolumeMounts.Select(m => m.MountPath));
        Assert.Equal(3, emitted.Codes.Count(c => c == "SL2102"));
        Assert.Single(emitted.All<V1StatefulSet>().Single().Spec.VolumeClaimTemplates);
    }
}
