namespace Sluis.Core.Tests.Emit;

public class ImagesTests
{
    [Fact]
    public void Each_built_service_is_a_target_with_its_arguments_and_no_secret()
    {
        var emitted = Emitted.From("""
            name: shop
            services:
              api:
                build: {context: ./api, dockerfile: Dockerfile.prod, target: run, args: {VERSION: "1.2", NPM_TOKEN: "${NPM_TOKEN}"}}
              web:
                image: ghcr.io/acme/web:2.0
                build: ./web
            """, "registry: {address: registry.acme.test/shop}", (".env", "NPM_TOKEN=npm_dontshowme12345678901234567890"), ("api/Dockerfile.prod", "FROM scratch"), ("web/Dockerfile", "FROM scratch"));
        var bake = emitted.Text("docker-bake.hcl");
        Assert.Contains("targets = [\"shop-api\", \"shop-web\"]", bake, StringComparison.Ordinal);
        Assert.Contains("context = \"${SOURCE}/api\"", bake, StringComparison.Ordinal);
        Assert.Contains("target = \"run\"", bake, StringComparison.Ordinal);
        Assert.Contains("ghcr.io/acme/web:${TAG == \"\" ? \"2.0\" : TAG}", bake, StringComparison.Ordinal);
        Assert.Contains("registry.acme.test/shop/shop-api:", bake, StringComparison.Ordinal);
        Assert.DoesNotContain("dontshowme", bake, StringComparison.Ordinal);
        Assert.Contains("contents: read", emitted.Text(".github/workflows/images.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_pages_name_secrets_and_show_none()
    {
        var emitted = Emitted.From("""
            services:
              db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: "${DB_PASSWORD}"}}
            """, "", (".env", "DB_PASSWORD=purple-monkey-4711"));
        Assert.Contains("DB_PASSWORD", emitted.Text("docs/secrets.md"), StringComparison.Ordinal);
        Assert.Contains("kubectl apply -k clusters/production", emitted.Text("README.md"), StringComparison.Ordinal);
        Assert.DoesNotContain(emitted.Tree.Files, f => f.Content.Span.IndexOf("purple-monkey-4711"u8) >= 0);
    }
}
