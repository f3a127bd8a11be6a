using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Tests.Understanding;

public class SecretFinderTests
{
    private static PlatformModel Read(string service, string env = "", Intent? intent = null)
    {
        var sources = new MemorySourceTree().Add("compose.yaml", $"services:\n  app:\n    image: acme/app:1\n{service}").Add(".env", env);
        var platform = SluisCompiler.Understand(sources, ["/work"], new ComposeOptions { MissingVariableIsWarning = true }, intent ?? Intent.Empty, new Findings()).Platform;
        Assert.NotNull(platform);
        return platform;
    }

    private static string Variable(string value, string name = "SETTING", string env = "", Intent? intent = null) =>
        Read($"    environment:\n      {name}: {value}\n", env, intent).Services.Single().Environment.Single().Value.ToString() ?? "";

    [Theory]
    [InlineData("postgres://shop:${X}@db/shop", "postgres://shop:${X}@db/shop")]
    [InlineData("postgres://shop:hunter22hunter@db/shop", "postgres://shop:${APP_SETTING_PASSWORD}@db/shop")]
    [InlineData("redis://:${PW}@cache:6379/0", "redis://:${PW}@cache:6379/0")]
    [InlineData("\"Server=db;User Id=sa;Password=Pass@word1;Encrypt=no\"", "Server=db;User Id=sa;Password=${APP_SETTING_PASSWORD};Encrypt=no")]
    [InlineData("jdbc:postgresql://db/x?user=a&password=hunter22", "jdbc:postgresql://db/x?user=a&password=${APP_SETTING_PASSWORD}")]
    [InlineData("https://api.example.com/?api_key=abcdef123456&x=1", "https://api.example.com/?api_key=${APP_SETTING_API_KEY}&x=1")]
    [InlineData("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "${APP_SETTING_TOKEN}")]
    [InlineData("q9ZtR4vLw2XkP7mB1nYc8DfG", "${APP_SETTING}")]
    [InlineData("http://keycloak:8080/realms/x", "http://keycloak:8080/realms/x")]
    [InlineData("just some words", "just some words")]
    public void Position_shape_and_entropy_say_secret(string value, string expected) => Assert.Equal(expected, Variable(value));

    [Theory]
    [InlineData("POSTGRES_PASSWORD", "hunter22", true)]
    [InlineData("POSTGRES_PASSWORD", "12345678", true)]
    [InlineData("JWT_SECRET", "${JWT}", true)]
    [InlineData("spring.datasource.password", "hunter22", true)]
    [InlineData("APP_KEY", "base64:abcdef", true)]
    [InlineData("SMTP_PASS", "hunter22", true)]
    [InlineData("APP_OPENSSL_KEY_V1", "hunter22", true)]
    [InlineData("RABBITMQ_ERLANG_COOKIE", "hunter22", true)]
    [InlineData("SENTRY_DSN", "https://abc@sentry.io/1", true)]
    [InlineData("KEYCLOAK_REALM", "sevensa", false)]
    [InlineData("POSTGRES_PASSWORD_FILE", "/run/secrets/pw", false)]
    [InlineData("TOKEN_URL", "http://id/token", false)]
    [InlineData("ACCESS_TOKEN_TTL", "3600", false)]
    [InlineData("TOKEN_EXPIRES_IN", "3600", false)]
    [InlineData("JWT_PUBLIC_KEY", "abc", false)]
    [InlineData("SECRET_NAME", "shop", false)]
    [InlineData("PASSWORD_MIN_LENGTH", "12", false)]
    [InlineData("ALLOW_EMPTY_PASSWORD", "yes", false)]
    [InlineData("DB_PASSWORD", "true", false)]
    [InlineData("PRIMARY_KEY", "id", false)]
    public void Names_say_secret_unless_they_describe_one(string name, string value, bool secret) =>
        Assert.Equal(secret, Variable(value, name).StartsWith("${", StringComparison.Ordinal));

    [Theory]
    [InlineData("DATABASE_DSN", "postgres://app:${DB_PASSWORD}@db/app", "postgres://app:${DB_PASSWORD}@db/app")]
    [InlineData("DATABASE_DSN", "host=db user=app password=${DB_PASSWORD}", "host=db user=app password=${DB_PASSWORD}")]
    [InlineData("DATABASE_DSN", "app:${DB_PASSWORD}@tcp(db:3306)/app", "app:${DB_PASSWORD}@tcp(db:3306)/app")]
    [InlineData("DATABASE_DSN", "postgres://app:hunter22@db/app", "postgres://app:${APP_DATABASE_DSN_PASSWORD}@db/app")]
    public void A_connection_with_a_password_keeps_what_is_around_it(string name, string value, string expected) => Assert.Equal(expected, Variable(value, name));

    [Fact]
    public void The_same_value_in_several_places_is_one_secret_named_after_its_own_variable()
    {
        var platform = Read("    environment:\n      DATABASE_URL: postgres://a:Xy7-horse@db/a\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: Xy7-horse\n    healthcheck:\n      test: PGPASSWORD=Xy7-horse psql\n");
        var secret = Assert.Single(platform.Secrets);
        Assert.Equal("DB_POSTGRES_PASSWORD", secret.Name.Value);
        Assert.Equal(2, secret.Users.Count);
    }

    [Theory]
    [InlineData("redis-server --requirepass ${PW}", "redis-server --requirepass ${PW}")]
    [InlineData("[serve, --dsn, \"postgres://app:${PW}@db/app\"]", "serve --dsn postgres://app:${PW}@db/app")]
    [InlineData("redis-server --requirepass hunter22", "redis-server --requirepass ${APP_REQUIREPASS}")]
    [InlineData("[redis-cli, -a, hunter22, ping]", "redis-cli -a ${APP_PASSWORD} ping")]
    [InlineData("mysqladmin ping -phunter22", "mysqladmin ping -p${APP_PASSWORD}")]
    [InlineData("curl -u admin:hunter22 http://x", "curl -u admin:${APP_PASSWORD} http://x")]
    [InlineData("[sh, -c, \"redis-cli -a hunter22 ping\"]", "sh -c redis-cli -a ${APP_PASSWORD} ping")]
    [InlineData("tail -p 12", "tail -p 12")]
    public void Options_of_commands_that_take_a_secret_are_known(string command, string expected)
    {
        var words = Read($"    command: {command}\n").Services.Single().Command;
        Assert.NotNull(words);
        Assert.Equal(expected, string.Join(' ', words.Value.Select(static w => w.ToString())));
    }

    [Fact]
    public void A_set_variable_is_followed_into_every_value()
    {
        var platform = Read("    environment:\n      A: x-${DB_PASSWORD}-y\n      B: plain Xy7-correct-horse text\n", "DB_PASSWORD=Xy7-correct-horse\n");
        Assert.Equal(["x-${DB_PASSWORD}-y", "plain ${DB_PASSWORD} text"], platform.Services.Single().Environment.Select(static e => e.Value.ToString()));
    }

    [Fact]
    public void Intent_wins_over_names()
    {
        var never = new Intent { Secrets = new() { Never = ["SESSION_TOKEN"] } };
        Assert.Equal("hunter22", Variable("hunter22", "SESSION_TOKEN", intent: never));
        var always = new Intent { Services = [new() { Match = "app", Secrets = ["PLAIN*"] }] };
        Assert.Equal("${APP_PLAIN_TEXT}", Variable("hello", "PLAIN_TEXT", intent: always));
    }
}
