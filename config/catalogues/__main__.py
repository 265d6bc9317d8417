import sys

from config.catalogues import libraries, product

updating = sys.argv[1:] == ["update"]
lines = list(product.update()) if updating else [*product.problems(), *libraries.problems()]
sys.stdout.writelines(f"{line}\n" for line in lines)
sys.exit(bool(lines) and not updating)
