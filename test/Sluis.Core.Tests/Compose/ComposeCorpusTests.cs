using System.Text.Json.Nodes;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Tests.Compose;

/// <summary>Every shared project resolves to what the reference implementation resolves it to, or is refused where it refuses.</summary>
public class ComposeCorpusTests
{
    public static TheoryData<string> Cases()
    {
        var cases = new TheoryData<string>();
        if (SharedData.Folder is { } shared)
            foreach (var kind in (string[])["real", "spec"])
                foreach (var folder in Directory.EnumerateDirectories(Path.Combine(shared, "corpus", kind)).Order(StringComparer.Ordinal))
                    cases.Add($"{kind}/{Path.GetFileName(folder)}");
        if (cases.Count == 0)
            cases.Add("");
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Resolves_as_the_reference_does(string name)
    {
        var folder = SharedData.Require("corpus/" + name);
        if (name.Length == 0)
            Assert.Skip("The shared corpus is not beside the project.");
        var (project, directory, findings) = Read(folder);
        var errorFile = Path.Combine(folder, "expected.error");
        if (File.Exists(errorFile))
        {
            Assert.True(findings.HasErrors, "The reference refuses this: " + File.ReadAllText(errorFile));
            return;
        }
        Assert.False(findings.HasErrors, string.Join('\n', findings.Sorted().Where(f => f.Severity == Severity.Error)));
        Assert.NotNull(project);
        var actual = System.Text.Encoding.UTF8.GetString(ComposeJson.Write(project));
        actual = actual.Replace(directory + "/", "<PROJECT_DIR>/").Replace($"\"{directory}\"", "\"<PROJECT_DIR>\"")
            .Replace(folder + "/", "<CASE_DIR>/").Replace($"\"{folder}\"", "\"<CASE_DIR>\"");
        var difference = Difference(JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "expected.json"))), JsonNode.Parse(actual), "$");
        Assert.True(difference is null, difference);
    }

    private static (ComposeProject? Project, string Directory, Findings Findings) Read(string folder)
    {
        var findings = new Findings();
        var directory = folder;
        var options = new ComposeOptions { ProjectName = "case", ProjectDirectory = folder, Files = [folder + "/compose.yaml"] };
        if (File.Exists(Path.Combine(folder, "case.json")))
        {
            var about = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "case.json")))!;
            directory = Path.GetFullPath(Path.Combine(folder, (string)about["project_directory"]!)).TrimEnd('/');
            options = new ComposeOptions
            {
                ProjectName = (string?)about["project_name"],
                ProjectDirectory = directory,
                Files = about["files"]!.AsArray().Select(f => Path.GetFullPath(Path.Combine(File.Exists(Path.Combine(directory, (string)f!)) ? directory : folder, (string)f!))).ToEquatableArray(),
            };
        }
        var tree = new DiskTree(directory, new() { ["PATH"] = "/usr/bin", ["HOME"] = "/root" });
        var project = ComposeReader.Read(tree, options, findings);
        if (project is not null)
            findings.AddRange(ComposeJson.Unprintable(project));
        return (project, directory, findings);
    }

    private static string? Difference(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected, actual)
        {
            case (JsonObject e, JsonObject a):
                foreach (var (key, value) in e)
                    if (!a.ContainsKey(key))
                        return $"{path}.{key}: missing, expected {value?.ToJsonString() ?? "null"}";
                    else if (Difference(value, a[key], $"{path}.{key}") is { } inner)
                        return inner;
                foreach (var (key, value) in a)
                    if (!e.ContainsKey(key))
                        return $"{path}.{key}: not expected, got {value?.ToJsonString() ?? "null"}";
                return null;
            case (JsonArray e, JsonArray a):
                if (e.Count != a.Count)
                    return $"{path}: expected {e.ToJsonString()}, got {a.ToJsonString()}";
                for (var i = 0; i < e.Count; i++)
                    if (Difference(e[i], a[i], $"{path}[{i}]") is { } inner)
                        return inner;
                return null;
            case (JsonValue e, JsonValue a) when e.GetValueKind() == System.Text.Json.JsonValueKind.Number && a.GetValueKind() == System.Text.Json.JsonValueKind.Number:
                return e.GetValue<double>() == a.GetValue<double>() ? null : $"{path}: expected {e}, got {a}";
            default:
                return JsonNode.DeepEquals(expected, actual) ? null : $"{path}: expected {expected?.ToJsonString() ?? "null"}, got {actual?.ToJsonString() ?? "null"}";
        }
    }
}
