using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Planning;

namespace Sluis.Core.Tests.Understanding;

/// <summary>What Docker called a volume: where its data are copied from.</summary>
public class EngineNamesTests
{
    private static Compilation Compile(params (string Path, string Content)[] files)
    {
        var tree = new MemorySourceTree("/opt/sevensa");
        foreach (var (path, content) in files)
            tree.Add(path, content);
        return SluisCompiler.Compile(tree, ["/opt/sevensa"], new ComposeOptions(), Intent.Empty, new Findings());
    }

    private static string Project(string service, string volume) =>
        $"services: {{{service}: {{image: 'postgres:16', volumes: ['{volume}:/var/lib/postgresql/data']}}}}\nvolumes: {{{volume}: {{}}}}\n";

    [Fact]
    public void A_file_of_a_folder_of_projects_has_the_folders_volume_first()
    {
        var plan = Compile(("docker-compose.rentguy.yml", Project("rentguy-db", "rentguy-data")), ("docker-compose.psra.yml", Project("psra-db", "psra-data"))).Plan;
        Assert.NotNull(plan);
        Assert.Equal(["sevensa_psra-data psra_psra-data", "sevensa_rentguy-data rentguy_rentguy-data"],
            plan.Workloads.Select(w => string.Join(' ', w.Volumes[0].EngineNames)));
    }

    [Fact]
    public void A_name_of_the_environment_or_of_the_volume_goes_before_the_folder()
    {
        var plan = Compile((".env", "COMPOSE_PROJECT_NAME=prod"), ("docker-compose.a.yml", Project("a-db", "a-data")),
            ("docker-compose.b.yml", Project("b-db", "b-data").Replace("b-data: {}", "b-data: {name: kept}", StringComparison.Ordinal))).Plan;
        Assert.NotNull(plan);
        Assert.Equal(["prod_a-data a_a-data", "kept"], plan.Workloads.Select(w => string.Join(' ', w.Volumes[0].EngineNames)));
    }

    [Fact]
    public void A_project_of_its_own_folder_has_one_name()
    {
        var store = Assert.Single(Compile(("compose.yaml", Project("db", "data"))).Platform?.Stores ?? []);
        Assert.Equal(["sevensa_data"], store.EngineNames);
    }

    [Fact]
    public void One_key_in_two_files_is_one_volume_to_docker_and_a_finding()
    {
        var compilation = Compile(("docker-compose.a.yml", Project("a-db", "data")), ("docker-compose.b.yml", Project("b-db", "data")));
        Assert.Contains("\"sevensa_data\"", compilation.Findings.Single(f => f.Code == "SL2112").Message, StringComparison.Ordinal);
    }
}
