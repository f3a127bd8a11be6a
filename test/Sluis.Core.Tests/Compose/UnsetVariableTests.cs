using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Compose;

/// <summary>A variable without a value has no width, and must not be lost: it may be a password.</summary>
public class UnsetVariableTests
{
    private static MapNode Service(string service)
    {
        var findings = new Findings();
        var tree = new MemorySourceTree().Add("compose.yaml", $"services:\n  a:\n    image: b\n{service}");
        var project = ComposeReader.Read(tree, new ComposeOptions { MissingVariableIsWarning = true }, findings);
        Assert.NotNull(project);
        return project.Services.Single().Node;
    }

    [Theory]
    [InlineData("    environment: [\"JWT_SECRET=${TOKEN}\"]\n")]
    [InlineData("    environment:\n      JWT_SECRET: ${TOKEN}\n")]
    public void It_keeps_its_name_in_a_list_and_in_a_map(string environment)
    {
        var value = Assert.IsType<ScalarNode>(((MapNode)Service(environment)["environment"]!)["JWT_SECRET"]);
        Assert.Equal("", value.Text);
        Assert.Equal("TOKEN", Assert.IsType<TextPart.Variable>(Assert.Single(value.Parts)).Name);
    }

    [Fact]
    public void A_word_of_a_command_that_vanished_is_remembered_with_its_place()
    {
        var command = Assert.IsType<ListNode>(Service("    command: redis-server --requirepass ${REDIS_PASSWORD} --port 1\n")["command"]);
        Assert.Equal(["redis-server", "--requirepass", "--port", "1"], command.Items.Select(i => ((ScalarNode)i).Text));
        var (before, word) = Assert.Single(command.Vanished);
        Assert.Equal(2, before);
        Assert.Equal("REDIS_PASSWORD", Assert.IsType<TextPart.Variable>(Assert.Single(word.Parts)).Name);
    }
}
