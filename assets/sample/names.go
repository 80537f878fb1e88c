package sample

var english = names{
	given: []string{
		"Alma", "Amos", "Arlene", "Beatrice", "Bernard", "Beverly", "Caleb", "Carol Ann", "Charlotte", "Clarence",
		"Clyde", "Cora", "Dale", "Darnell", "Deborah", "Delores", "Dennis", "Donna", "Earl", "Edith",
		"Eleanor", "Ernest", "Ethan", "Evelyn", "Floyd", "Frances", "Gary", "Gene", "Geraldine", "Gladys",
		"Glenn", "Harriet", "Hazel", "Irene", "Isaiah", "Jamal", "Janice", "Jasmine", "Jerome", "Joyce",
		"June", "Keisha", "Kenneth", "Latoya", "Leonard", "Lois", "Lorraine", "Lucille", "Lyle", "Mabel",
		"Marcus", "Marjorie", "Marvin", "Mildred", "Naomi", "Nathaniel", "Norma", "Opal", "Orville", "Patricia",
		"Pearl", "Phyllis", "Raymond", "Rosalind", "Roy", "Russell", "Shirley", "Terrence", "Theodore", "Thelma",
		"Vernon", "Viola", "Virgil", "Walter", "Wanda", "Wayne", "Wilbur", "Wilma", "Xavier", "Yolanda",
	},
	family: []string{
		"Abernathy", "Ackerman", "Alderson", "Applegate", "Bagley", "Barlow", "Beckwith", "Birdsong", "Blackwell", "Boone",
		"Bradshaw", "Brewster", "Callahan", "Carmichael", "Chandler", "Claypool", "Coffey", "Crabtree", "D'Arcy", "Dillard",
		"Drummond", "Dunleavy", "Eastman", "Ellsworth", "Fairbanks", "Farley", "Fitzgerald", "Fogarty", "Gaines", "Garrison",
		"Goodwin", "Grimes", "Hadley", "Halloran", "Harkness", "Hathaway", "Hickman", "Holcomb", "Huxtable", "Ingram",
		"Jefferson", "Kimball", "Kirkpatrick", "Langford", "Lockhart", "Loomis", "MacAllister", "Mayfield", "McCready", "McTavish",
		"Merriweather", "Montgomery", "Nickerson", "O'Brien", "O'Dell", "O'Shaughnessy", "Okafor", "Osgood", "Pemberton", "Pettigrew",
		"Pickens", "Prentiss", "Quigley", "Ransom", "Redfield", "Renfro", "Rutledge", "Sadler", "Shelby", "Skaggs",
		"Spaulding", "St. Clair", "Stubblefield", "Swearingen", "Tackett", "Thornburg", "Tolliver", "Underhill", "Van Horn", "Vandermeer",
		"Wadsworth", "Washington", "Weatherby", "Whitfield", "Wigginton", "Winslow", "Woodruff", "Wyckoff", "Yarborough", "Youngblood",
	},
}

var spanish = names{
	given: []string{
		"Adrián", "Alejandra", "Ángel", "Araceli", "Beatriz", "César", "Concepción", "Esperanza", "Fermín", "Guadalupe",
		"Héctor", "Inés", "Íñigo", "Jesús", "Joaquín", "José Luis", "Lucía", "María Elena", "Martín", "Mónica",
		"Óscar", "Pilar", "Raúl", "Rocío", "Rubén", "Sofía", "Tomás", "Verónica", "Ximena", "Yesenia",
	},
	family: []string{
		"Acuña", "Álvarez", "Avilés Montoya", "Benítez", "Castañeda", "Cervantes", "Cordero de la Cruz", "Domínguez", "Echeverría", "Espinoza",
		"Fernández", "Gallegos", "García Luna", "Gutiérrez", "Hernández", "Ibáñez", "Jiménez", "López", "Márquez", "Muñoz",
		"Núñez", "Ordóñez", "Peña", "Quiñones", "Ramírez", "Ríos", "Rodríguez Vega", "Sáenz", "Treviño", "Zúñiga",
	},
}

var polish = names{
	given: []string{
		"Agnieszka", "Bożena", "Czesław", "Elżbieta", "Grażyna", "Jędrzej", "Józef", "Kazimierz", "Łucja", "Łukasz",
		"Małgorzata", "Mieczysław", "Stanisław", "Wacław", "Władysław", "Zdzisław", "Zofia",
	},
	family: []string{
		"Bąk", "Błaszczyk", "Dąbek", "Gąsior", "Gołąb", "Król", "Łuczak", "Łódzki-Mróz", "Michałek", "Nowak",
		"Pająk", "Ślusarczyk", "Świątek", "Wąsik", "Wójcik", "Woźniak", "Żak", "Źrebiec",
	},
}

// The middle name goes with the given name.
var vietnamese = names{
	given: []string{
		"Anh Tuấn", "Bích Ngọc", "Đức Thịnh", "Gia Bảo", "Hồng Nhung", "Hữu Phước", "Kim Liên", "Minh Đức", "Ngọc Ánh", "Quang Hải",
		"Thanh Hằng", "Thị Hoa", "Thị Mỹ Dung", "Thu Thủy", "Văn Hùng", "Xuân Trường",
	},
	family: []string{
		"Bùi", "Đặng", "Đỗ", "Dương", "Hoàng", "Huỳnh", "Lê", "Lý", "Ngô", "Nguyễn", "Phạm", "Phan", "Trần", "Võ", "Vũ",
	},
}

var bosnian = names{
	given:  []string{"Adnan", "Amra", "Đorđe", "Emir", "Hasan", "Jasmina", "Lejla", "Mirsad", "Nermina", "Senad", "Željka"},
	family: []string{"Begović", "Čaušević", "Delić", "Đulić", "Hadžić", "Halilović", "Mujkić", "Omerbašić", "Šehić", "Žunić"},
}

var german = names{
	given:  []string{"Annelore", "Bärbel", "Dieter", "Günther", "Heinrich", "Jürgen", "Käthe", "Matthäus", "Ottilie", "Ulrike"},
	family: []string{"Böttcher", "Früh", "Groß", "Hölscher", "Käßmann", "Köhler", "Müller", "Schäfer", "Schürmann", "Weiß"},
}

var nordic = names{
	given:  []string{"Åse", "Astrid", "Bjørn", "Gunnar", "Håkan", "Ingrid", "Jón", "Liv", "Sigríður", "Søren", "Þóra"},
	family: []string{"Åkerlund", "Bjørklund", "Grønvold", "Guðmundsson", "Kjær", "Lindström", "Nygård", "Ødegård", "Sjöberg", "Sørensen"},
}

var african = names{
	given:  []string{"Abdirahman", "Aïssatou", "Chiamaka", "Fatuma", "Hodan", "Jean-Baptiste", "Kwabena", "Moussa", "Olúfẹmi", "Thérèse"},
	family: []string{"Adébáyọ", "Hakizimana", "Koné", "Mbeki", "N'Diaye", "N'Guessan", "Ntirenganya", "Nwosu", "Traoré", "Warsame"},
}

var czech = names{
	given:  []string{"Antonín", "Bedřich", "Jiří", "Matěj", "Ondřej", "Řehoř", "Vojtěch"},
	family: []string{"Čapek", "Dvořák", "Hájek", "Kříž", "Němec", "Růžička", "Šťastný"},
}

var chinese = []string{
	"Li Xiuying 李秀英", "Wang Wei 王伟", "Zhang Min 张敏", "Liu Jing 刘静", "Chen Jianguo 陈建国", "Yang Li 杨丽",
	"Zhao Guiying 赵桂英", "Huang Zhiqiang 黄志强", "Zhou Mei 周梅", "Wu Guohua 吴国华", "李明", "林美玲",
}

var long = []string{
	"Maximiliana Konstantinopoulos-Featherstonehaugh",
	"Bartholomew Cornelius Vandenberghe-Schwarzenegger III",
	"María de los Ángeles Villavicencio Echeverría de Montealegre",
	"Wilhelmina Josephine Throckmorton-Higginbotham (Trustee)",
	"Anantharamakrishnan Venkatasubramanian Balasubramaniam",
	"Kaleohano Nāihe-Kealohanuiokalani Kamakawiwoole",
}

var places = []string{
	"Bluff City", "Depot", "Eagle Point", "East Side", "Ferry Landing", "Four Rivers", "Front Street", "Lamplighter", "Lock & Dam",
	"Millrace", "Old Town", "Prairie", "Riverside", "Tallis Ferry",
}

var trades = []string{
	"Animal Hospital", "Auto Body", "Bait & Tackle", "Bakery", "Barber Shop", "Boat Yard", "Car Wash", "Cold Storage", "Concrete", "Day Care",
	"Dental", "Diner", "Dry Cleaners", "Feed & Seed", "Florist", "Funeral Home", "Garage", "Greenhouse", "Grocery", "Hardware",
	"Laundromat", "Lumber", "Machine Shop", "Motel", "Nursery", "Pharmacy", "Print Shop", "Restaurant", "Storage", "Tavern",
}

var institutions = []string{
	"Veterans' Hall, Post 61", "Café Zoë, LLC", "Congregation B'nai Shalom", "First Lutheran Church", "Grace African Methodist Episcopal Church",
	"Knights of Labor Hall", "Panadería La Espiga", "Phở Sông Hậu", "Ropewalk Arts & Letters Cooperative Association", "St. Brigid's Parish",
	"Tallis Ferry & Western Railroad Employees' Credit Union", "Tallis Ferry Community School District", "Tallis Ferry Public Library",
	"The Button Works Lofts Homeowners' Association, Phase II", "Islamska Zajednica Tallis Ferry",
}
