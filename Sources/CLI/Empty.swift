enum CLIEmpty {}
