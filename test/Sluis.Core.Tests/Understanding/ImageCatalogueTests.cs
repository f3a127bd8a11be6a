using Sluis.Core.Understanding.Catalogue;
using Xunit;

namespace Sluis.Core.Tests.Understanding;

public class ImageCatalogueTests
{
    [Theory]
    [InlineData("postgres", "postgres")]
    [InlineData("library/postgres", "postgres")]
    [InlineData("bitnami/postgresql", "postgres")]
    [InlineData("pgvector/pgvector", "postgres")]
    [InlineData("goauthentik/server", "authentik")]
    [InlineData("jaegertracing/all-in-one", "all-in-one")]
    public void An_image_is_found_by_the_end_of_its_repository(string repository, string id) => Assert.Equal(id, ImageCatalogue.Find(repository)?.Id);

    [Theory]
    [InlineData("acme/server")]
    [InlineData("acme/postgres-client")]
    public void Other_images_are_not_taken_for_known_ones(string repository) => Assert.Null(ImageCatalogue.Find(repository));

    [Fact]
    public void Every_entry_is_whole()
    {
        Assert.True(ImageCatalogue.All.Count >= 140);
        foreach (var entry in ImageCatalogue.All)
        {
            Assert.NotEqual("", entry.Why);
            Assert.True(entry.CpuMillis > 0 && entry.MemoryMiB > 0, entry.Id);
            Assert.True(entry.ReadyPath is null || entry.Port > 0 && entry.ReadyPath.StartsWith('/'), entry.Id);
            Assert.True(entry.StatePath is null || entry.StatePath.StartsWith('/') && entry.StorageGiB > 0, entry.Id);
        }
    }
}
