@testable import Tabular
