using Sluis.Core.Understanding;

namespace Sluis.Core.Tests.Emit;

public class VolumeSeedTests
{
    [Fact]
    public void A_built_frontend_fills_the_volume_it_shares_and_the_web_server_does_not()
    {
        var emitted = Emitted.From("""
            services:
              frontend: {build: ./front, volumes: ["static:/app/dist"]}
              web: {image: "nginx:1.27", volumes: ["static:/usr/share/nginx/html"]}
            volumes: {static: {}}
            """, "", ("front/Dockerfile", "FROM node:22 AS build\nFROM build\n"));
        var fill = emitted.Pod("frontend").InitContainers.Single();
        Assert.Equal(emitted.Container("frontend").Image, fill.Image);
        Assert.Equal(["/app/dist", "/sluis/volume"], fill.Command.Skip(3));
        Assert.Equal(emitted.Container("frontend").VolumeMounts.Single().Name, fill.VolumeMounts.Single().Name);
        Assert.Null(emitted.Pod("web").InitContainers);
    }

    [Fact]
    public void A_web_server_alone_fills_its_folder_unless_nocopy_says_not_to()
    {
        var emitted = Emitted.From("""
            services:
              copy: {image: "nginx:1.27", volumes: ["html:/usr/share/nginx/html"]}
              not:
                image: "nginx:1.27"
                volumes: [{type: volume, source: other, target: /usr/share/nginx/html, volume: {nocopy: true}}]
            volumes: {html: {}, other: {}}
            """);
        Assert.Single(emitted.Pod("copy").InitContainers);
        Assert.Null(emitted.Pod("not").InitContainers);
    }

    [Fact]
    public void Databases_and_images_that_fill_their_own_folder_get_no_copy()
    {
        var emitted = Emitted.From("""
            services:
              db: {image: "postgres:16", volumes: ["data:/var/lib/postgresql/data"]}
              blog: {image: "wordpress:6", volumes: ["blog:/var/www/html"]}
            volumes: {data: {}, blog: {}}
            """);
        Assert.Null(emitted.Pod("db").InitContainers);
        Assert.Null(emitted.Pod("blog").InitContainers);
        Assert.DoesNotContain("SL3115", emitted.Codes);
    }

    [Fact]
    public void An_unknown_image_and_one_without_a_shell_are_findings()
    {
        var emitted = Emitted.From("""
            services:
              app: {image: "example/app:1", volumes: ["conf:/opt/app/conf", "data:/data"]}
              api: {build: ./api, volumes: ["assets:/assets"]}
            volumes: {conf: {}, data: {}, assets: {}}
            """, "", ("api/Dockerfile", "FROM golang:1.24 AS build\nRUN true\nFROM gcr.io/distroless/static\n"));
        Assert.Single(emitted.Codes, "SL3115");
        Assert.Single(emitted.Codes, "SL3116");
        Assert.Null(emitted.Pod("api").InitContainers);
    }

    [Fact]
    public void Modules_in_an_anonymous_volume_of_a_built_image_are_kept()
    {
        var fill = Emitted.From("""
            services:
              app: {build: ./app, volumes: ["/app/node_modules"]}
            """).Pod("app").InitContainers.Single();
        Assert.Equal("/app/node_modules", fill.Command[3]);
    }

    [Theory]
    [InlineData("FROM a AS one\nFROM b AS two\n", null, "b")]
    [InlineData("FROM a AS one\nFROM b AS two\n", "one", "a")]
    [InlineData("FROM --platform=linux/amd64 a as one\nFROM one\n", null, "a")]
    [InlineData("# nothing\n", null, null)]
    public void The_base_of_a_stage_is_followed(string text, string? target, string? expected) => Assert.Equal(expected, Dockerfiles.Base(text, target));
}
