using Sluis.Cli.Verifying;
using Sluis.Core.Proof;

namespace Sluis.Cli.Tests;

public sealed class KustomizeProgramTests : IDisposable
{
    private readonly TestWorld world = new();

    public void Dispose() => world.Dispose();

    private void Program(string name, string script)
    {
        world.With($"bin/{name}", "#!/bin/sh\n" + script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(world.Folder, "bin", name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        world.Variables["PATH"] = $"relative:{world.Folder}/bin";
    }

    [Fact]
    public void Without_a_program_nothing_is_promised()
    {
        using var kustomize = new KustomizeProgram(world, world.Folder);
        Assert.Null(kustomize.Render);
    }

    [Theory]
    [InlineData("kubectl", "kustomize")]
    [InlineData("kustomize", "build")]
    public void The_program_on_the_path_renders_a_folder(string name, string verb)
    {
        Program(name, "echo \"args: $1 $2\"; cat \"$2/kustomization.yaml\"");
        world.With("out/clusters/dev/kustomization.yaml", "helmCharts: []\n");
        using var kustomize = new KustomizeProgram(world, Path.Combine(world.Folder, "out"));
        var rendering = kustomize.Render!("clusters/dev");
        Assert.Null(rendering.Failure);
        Assert.Equal($"args: {verb} {world.Folder}/out/clusters/dev\nhelmCharts: []\n", System.Text.Encoding.UTF8.GetString(rendering.Content!.Value.Span));
    }

    [Fact]
    public void A_repository_that_is_not_on_disk_is_put_there_for_the_program_and_taken_away()
    {
        Program("kubectl", "echo \"$2\"; cat \"$2/../../apps/a.yaml\"");
        var repository = new RepositorySnapshot([new("clusters/dev/kustomization.yaml", "{}"u8.ToArray()), new("apps/a.yaml", "from: memory\n"u8.ToArray())]);
        string text;
        using (var kustomize = new KustomizeProgram(world, repository))
            text = System.Text.Encoding.UTF8.GetString(kustomize.Render!("clusters/dev").Content!.Value.Span);
        Assert.EndsWith("\nfrom: memory\n", text);
        Assert.False(Directory.Exists(text.Split('\n')[0]));
    }

    [Fact]
    public void What_the_program_complains_of_is_passed_on_without_the_folder()
    {
        Program("kubectl", "echo \"no such chart in $2/x\" >&2; exit 1");
        using var kustomize = new KustomizeProgram(world, Path.Combine(world.Folder, "out"));
        var rendering = kustomize.Render!("clusters/dev");
        Assert.Null(rendering.Content);
        Assert.Equal("no such chart in clusters/dev/x", rendering.Failure);
    }

    [Fact]
    public void Verify_uses_it_for_what_is_not_rendered_in_process()
    {
        world.With("out/clusters/dev/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nhelmCharts:\n- name: redis\n");
        Assert.Equal(ExitCode.VerificationFailed, world.Run("verify", "out"));
        Assert.Contains("SL5201", world.Printed);
        Program("kubectl", "printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: chart\\n  namespace: default\\ndata:\\n  a: b\\n'");
        world.Run("verify", "out", "--show", "note");
        Assert.DoesNotContain("SL5201", world.Printed);
        Assert.Contains("ConfigMap default/chart", world.Printed);
    }
}
