using System.Diagnostics;
using System.Text.Json;
using k8s;
using k8s.Models;
using Sluis.Core.Emit;
using Sluis.Core.Tests.Pipeline;

namespace Sluis.Core.Tests.Emit;

/// <summary>References between objects hold, over every real project there is.</summary>
public class ConsistencyTests
{
    public static TheoryData<string> Projects() => PipelineTests.RealProjects();

    [Theory]
    [MemberData(nameof(Projects))]
    public void What_an_object_names_exists(string project)
    {
        if (PipelineTests.Compile(SharedData.Require("corpus/real/" + project)).Tree is { } tree)
            Check(tree);
    }

    [Fact]
    public void What_the_first_users_objects_name_exists() => Check(PipelineTests.Compile(SharedData.Require("sevensa")).Tree!);

    private static void Check(RepositoryTree tree)
    {
        var objects = tree.Files.Select(f => f.Object).OfType<IKubernetesObject<V1ObjectMeta>>().ToList();
        bool Exists(string kind, string ns, string name) => objects.Exists(o => o.Kind == kind && o.Metadata.NamespaceProperty == ns && o.Metadata.Name == name);
        foreach (var obj in objects)
        {
            Assert.Matches("^[a-z]([-a-z0-9]*[a-z0-9])?$", obj.Metadata.Name);
            if (Emitted.Pod(obj) is not { } pod)
                continue;
            var ns = obj.Metadata.NamespaceProperty;
            var where = $"{obj.Kind} {ns}/{obj.Metadata.Name}";
            Assert.True(Exists("ServiceAccount", ns, pod.ServiceAccountName), where);
            Assert.Contains(objects, o => o.Kind == "PriorityClass" && o.Metadata.Name == pod.PriorityClassName);
            var names = (pod.Volumes ?? []).Select(v => v.Name).Concat(obj is V1StatefulSet { Spec.VolumeClaimTemplates: { } templates } ? templates.Select(t => t.Metadata.Name) : []).ToList();
            Assert.Equal(names.Distinct(), names);
            foreach (var volume in pod.Volumes ?? [])
            {
                if (volume.PersistentVolumeClaim is { } claim)
                    Assert.True(Exists("PersistentVolumeClaim", ns, claim.ClaimName), $"{where}: claim {claim.ClaimName}");
                if (volume.ConfigMap is { } map)
                    Assert.True(Exists("ConfigMap", ns, map.Name), $"{where}: config map {map.Name}");
                if (volume.Secret is { } secret)
                    Assert.True(Exists("ExternalSecret", ns, secret.SecretName), $"{where}: secret {secret.SecretName}");
            }
            foreach (var container in pod.Containers.Concat(pod.InitContainers ?? []))
            {
                Assert.All(container.VolumeMounts ?? [], m => Assert.Contains(m.Name, names));
                Assert.Equal((container.VolumeMounts ?? []).Select(m => m.MountPath).Distinct(), (container.VolumeMounts ?? []).Select(m => m.MountPath));
                foreach (var variable in container.Env ?? [])
                    if (variable.ValueFrom?.SecretKeyRef is { } reference)
                        Assert.True(Exists("ExternalSecret", ns, reference.Name), $"{where}: secret {reference.Name}");
            }
        }
        foreach (var file in tree.Files)
            if (file.Object is { } obj and not CustomResource)
            {
                var json = KubernetesJson.Serialize(obj);
                using var document = JsonDocument.Parse(json);
                Assert.False(document.RootElement.TryGetProperty("status", out _), file.Path);
            }
    }

    [Fact]
    public void Kubectl_builds_every_overlay()
    {
        var tree = PipelineTests.Compile(SharedData.Require("sevensa")).Tree!;
        var folder = Directory.CreateTempSubdirectory("sluis-kustomize").FullName;
        try
        {
            foreach (var file in tree.Files)
            {
                var path = Path.Combine(folder, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, file.Content.ToArray());
            }
            foreach (var root in Directory.EnumerateDirectories(Path.Combine(folder, "clusters")))
                Build(root);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static void Build(string root)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", root]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("kubectl is not installed");
            return;
        }
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, error);
            Assert.Contains("kind: Deployment", output.Result, StringComparison.Ordinal);
        }
    }
}
