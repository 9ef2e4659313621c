pytest_plugins = ["tests.infra.strict", "tests.infra.server", "tests.infra.browser"]
