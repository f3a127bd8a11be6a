using System.Text;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Emit;
using Sluis.Core.IO;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Verification;

namespace Sluis.Core.Tests.Verification;

public class SecretLeakTests
{
    private static (int, int)? Find(string text, params string[] values) =>
        new SecretLeakScanner(values.Select(static v => new SensitiveValue(v))).Find(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Values_are_found_wherever_they_stand()
    {
        Assert.Equal((1, 5), Find("url: s3cret-value-two@db", "s3cret-value-one", "s3cret-value-two"));
        Assert.Equal((0, 0), Find("s3cret-value", "s3cret-value"));
        Assert.Equal((0, 3), Find("xx s3cret-value", "s3cret-value"));
        Assert.Null(Find("s3cret-valu", "s3cret-value"));
        Assert.Null(Find("", "s3cret-value"));
        Assert.Null(Find("abc", "abc"));
    }

    [Fact]
    public void A_value_in_Base64_is_found() =>
        Assert.Equal(0, Find("data: " + Convert.ToBase64String("a-long-secret-value!"u8), "a-long-secret-value!")?.Item1);

    [Fact]
    public void A_line_of_a_key_is_found()
    {
        var line = new string('k', 20) + new string('Q', 44);
        Assert.NotNull(Find($"    {line}\n", $"-----BEGIN PRIVATE KEY-----\n{line}\n-----END PRIVATE KEY-----\n"));
        Assert.Null(Find("-----BEGIN PRIVATE KEY-----", $"-----BEGIN PRIVATE KEY-----\n{line}\n-----END PRIVATE KEY-----\n"));
    }

    [Fact]
    public void It_finds_what_a_plain_search_finds()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            string Word(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)('a' + random.Next(2))));
            var values = Enumerable.Range(0, 5).Select(_ => Word(random.Next(4, 9))).ToArray();
            var text = Word(40);
            Assert.Equal(values.Any(v => text.Contains(v, StringComparison.Ordinal)), Find(text, values) is not null);
        }
    }

    private static IReadOnlyList<Diagnostic> Check(string compose, string leaked)
    {
        var findings = new Findings();
        var sources = new MemorySourceTree().Add("compose.yaml", compose);
        var platform = SluisCompiler.Understand(sources, ["/work"], new ComposeOptions(), Intent.Empty, findings).Platform;
        Assert.NotNull(platform);
        var found = new Findings();
        SecretLeaks.Check(platform, new([new("a.yaml", Encoding.UTF8.GetBytes(leaked), FileOwner.Tool)]), found);
        return found.Sorted();
    }

    private const string Compose = "services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: Xy7-correct-horse\n      POSTGRES_USER: admin\n";

    [Fact]
    public void A_secret_in_a_file_is_an_error_that_does_not_show_it()
    {
        var finding = Assert.Single(Check(Compose, "password: Xy7-correct-horse\n"));
        Assert.Equal(("SL5101", Severity.Error), (finding.Code, finding.Severity));
        Assert.DoesNotContain("Xy7", finding.Message + finding.Fix);
        Assert.Empty(Check(Compose, "password: $(POSTGRES_PASSWORD)\n"));
    }

    [Fact]
    public void A_password_that_equals_a_name_is_a_warning()
    {
        var finding = Assert.Single(Check("services:\n  database:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: database\n", "name: database\n"));
        Assert.Equal(("SL5102", Severity.Warning), (finding.Code, finding.Severity));
    }

    [Theory]
    [InlineData("secrets.env", "x/secrets.env", true)]
    [InlineData("*.env", "x/y/local.env", true)]
    [InlineData("/x/*.env", "x/local.env", true)]
    [InlineData("/local.env", "x/local.env", false)]
    [InlineData("local/", "x/local/a", true)]
    [InlineData("local/", "x/local", false)]
    [InlineData("!secrets.env", "secrets.env", false)]
    [InlineData("# secrets.env", "secrets.env", false)]
    public void A_file_that_Git_ignores_may_hold_secrets(string pattern, string path, bool ignored) =>
        Assert.Equal(ignored, new GitIgnore(new([new(".gitignore", Encoding.UTF8.GetBytes(pattern + "\n"), FileOwner.Tool)])).Ignores(path));
}
