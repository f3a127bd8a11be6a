# The folder that holds the Compose projects.
variable "SOURCE" {
  default = "."
}

# Empty: the tag that the manifests name.
variable "TAG" {
  default = ""
}

# A build argument with a secret: from the environment only.
variable "BUILD_TOKEN" {
  default = ""
}

group "default" {
  targets = ["shop-api", "shop-web"]
}

target "shop-api" {
  context = "${SOURCE}/api"
  dockerfile = "Dockerfile.prod"
  target = "runtime"
  args = {
    "TOKEN" = "${BUILD_TOKEN}"
    "VERSION" = "1.2"
  }
  contexts = {
    "shared" = "${SOURCE}/shared"
  }
  platforms = ["linux/amd64", "linux/arm64"]
  cache-from = ["type=registry,ref=registry.example.com/shop/cache"]
  tags = ["registry.example.com/shop/shop-api:${TAG == "" ? "main" : TAG}"]
}

target "shop-web" {
  context = "${SOURCE}/web"
  dockerfile = "Dockerfile"
  tags = ["registry.example.com/shop/web:${TAG == "" ? "2.0" : TAG}"]
}
